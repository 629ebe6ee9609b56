/** The first lines of a Service's screen: is anyone hurt, what is it waiting for and since when, what changed and who did it. */
import type { Position } from '../../log/entry.ts';
import { timeAt } from '../head.ts';
import type { ServiceStory, TrafficSeries } from '../serviceStory.ts';
import { PHASE_SIGNS, type Phase } from '../signs.ts';
import { leastIn, Steps } from '../steps.ts';
import type { Story } from '../story.ts';
import { plural } from '../words.ts';
import { type Backing, backingsAt, percent } from './backing.ts';
import { lastChange, type ServiceChange } from './changes.ts';

export interface ServiceHead {
  /** How bad it is, in the words of a workload: for sign and colour. */
  readonly phase: Phase;
  readonly sign: string;
  /** `NO ENDPOINTS`, `SERVING`, … */
  readonly state: string;
  /** Milliseconds in this state. */
  readonly forMs: number;
  /** `5 of 5 pods not ready: 4 of web rev 2, 1 of web-canary rev 1`, in several lengths, the longest first. */
  readonly waits: readonly string[];
  readonly ready: number;
  readonly draining: number;
  readonly unready: number;
  /** The fewest ready endpoints since the last change; absent before there was one. */
  readonly lowest: number | undefined;
  /** Requests are lost, or would be. */
  readonly hurt: boolean;
  readonly change: ServiceChange | undefined;
}

const STATES: Partial<Readonly<Record<Phase, string>>> = {
  none: 'NOT THERE',
  outage: 'NO ENDPOINTS',
  rolling: 'NO ENDPOINTS YET',
  failing: 'LOSING REQUESTS',
  recovering: 'NOT ALL READY',
  complete: 'SERVING',
};

export function serviceHead(story: Story, service: ServiceStory, position: Position): ServiceHead {
  const phases = servicePhases(service);
  const phase = phases.at(position);
  const change = lastChange(story, service, position);
  const began = service.ready.positions[0];
  return {
    phase,
    sign: PHASE_SIGNS[phase],
    state: STATES[phase] ?? '',
    forMs: timeAt(story, position) - timeAt(story, phases.since(position)),
    waits: waitsFor(story, service, position, phase),
    ready: service.ready.at(position),
    draining: service.draining.at(position),
    unready: service.unready.at(position),
    lowest:
      began === undefined || began > position
        ? undefined
        : leastIn(service.ready, Math.max(began, Math.min(position, change?.position ?? began)), position),
    hurt: phase === 'outage' || phase === 'failing',
    change,
  };
}

/** What it is through the log; made once, of all the steps there are. */
export function servicePhases(service: ServiceStory): Steps<Phase> {
  const { exists, ready, draining, unready, traffic } = service;
  const series: readonly Steps<unknown>[] = [
    exists,
    ready,
    draining,
    unready,
    ...(traffic === undefined ? [] : [traffic.losing]),
  ];
  const of = series.reduce((sum, { positions }) => sum + positions.length, 0);
  const known = PHASES.get(service);
  if (known?.of === of) return known.phases;
  const positions = Uint32Array.from(series.flatMap(steps => [...steps.positions])).sort();
  const phases = new Steps<Phase>('none');
  for (const position of positions) phases.set(position, phaseAt(service, position));
  PHASES.set(service, { of, phases });
  return phases;
}

const PHASES = new WeakMap<ServiceStory, { readonly of: number; readonly phases: Steps<Phase> }>();

function phaseAt({ exists, ready, draining, unready, traffic }: ServiceStory, position: Position): Phase {
  if (!exists.at(position)) return 'none';
  const losing = (traffic?.losing.at(position) ?? 0) > 0;
  // where none is ready, connections go to those that still answer while they go
  if (ready.at(position) === 0)
    return draining.at(position) > 0 && !losing
      ? 'recovering'
      : (ready.positions[0] ?? position + 1) <= position
        ? 'outage'
        : 'rolling';
  if (losing) return 'failing';
  return unready.at(position) > 0 ? 'recovering' : 'complete';
}

function waitsFor(story: Story, service: ServiceStory, position: Position, phase: Phase): string[] {
  if (phase === 'none') return ['this Service is not there'];
  const backings = backingsAt(story, service, position);
  const out = backings.filter(one => one.out > 0);
  const missing = out.reduce((sum, one) => sum + one.out, 0);
  if (phase === 'complete') {
    const shares = backings.filter(one => one.ready > 0).map(one => `${one.name} ${percent(one.share)}`);
    return [`${shares.join(', ')}${missing > 0 ? `, ${missing} not yet` : ''}`, shares.join(', '), ''];
  }
  const { pods, unready } = chosenPods(service, backings, position);
  if (pods === 0) return ['its selector chooses no pod'];
  const words = `${unready} of ${plural(pods, 'pod')} not ready`;
  return out.length === 0 ? [words] : [`${words}: ${out.map(one => `${one.out} of ${one.name}`).join(', ')}`, words];
}

/** The pods that a Service chooses: by what is known of its workloads; where it has none, what its slices hold. */
export function chosenPods(service: ServiceStory, backings: readonly Backing[], position: Position) {
  const known = backings.some(({ chosen }) => chosen);
  const sum = (of: (one: Backing) => number): number => backings.reduce((all, one) => all + of(one), 0);
  const unready = known ? sum(one => one.out) : service.unready.at(position);
  const leaving = known ? sum(one => one.leaving) : service.draining.at(position);
  const ready = service.ready.at(position);
  return { ready, unready, leaving, pods: ready + unready + leaving };
}

/**
 * Requests lost up to a position. The count is written down where what is lost changes: from there it goes on at that rate.
 */
export function lostAt(story: Story, traffic: TrafficSeries, position: Position): number {
  return countedAt(story, traffic, traffic.lost, traffic.losing.at(position), position);
}

/** Requests sent up to a position, like what is lost of them. */
export const sentAt = (story: Story, traffic: TrafficSeries, position: Position): number =>
  countedAt(story, traffic, traffic.sent, traffic.rate.at(position), position);

function countedAt(
  story: Story,
  traffic: TrafficSeries,
  counted: Steps<number>,
  rate: number,
  position: Position,
): number {
  // each note raises what was sent, but the first: that one begins the rate
  const since = Math.max(traffic.sent.since(position), traffic.rate.since(position));
  // the last note of a log only sums up, and nothing is sent after it
  if (since === 0) return 0;
  return counted.at(position) + (rate * (timeAt(story, position) - timeAt(story, since))) / 1000;
}

/** The fewest ready endpoints since it had the most that it ever had. Undefined where none was ever ready. */
export function lowestReady({
  ready,
}: ServiceStory): { readonly position: Position; readonly ready: number } | undefined {
  const { positions, values } = ready;
  let [most, low] = [0, -1];
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > most) [most, low] = [values[i]!, -1];
    else if (low < 0 || values[i]! < values[low]!) low = i;
  }
  if (most === 0) return undefined;
  if (low >= 0) return { position: positions[low]!, ready: values[low]! };
  const end = positions.length - 1;
  return { position: positions[end]!, ready: values[end]! };
}
