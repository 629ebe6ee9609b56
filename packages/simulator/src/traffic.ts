/**
 * The requests a scenario's `traffic` sends to its Services, and what becomes of them: shared evenly over the endpoints as
 * the log has them, lost where there is none and where the pod behind one no longer runs.
 */
import type { EndpointSlice } from '@playhead/controllers';
import type { KubeObject, ObjectKey, Pod, Position } from '@playhead/core';
import { keyOf, partsOf } from '@playhead/core';
import type { Traffic } from './scenario/scenario.ts';
import type { World } from './world.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';

/** What becomes of the requests from one moment to the next. */
interface Share {
  readonly endpoints: number;
  /** Of these, pods that do not run any more. */
  readonly gone: number;
}

/** One Service under traffic. Nothing is counted before its first endpoint is ready. */
interface Stream extends Traffic {
  share: Share | undefined;
  /** Counted up to `at`, microseconds. */
  sent: number;
  lost: number;
  at: number;
}

export class TrafficPlayer {
  readonly #world: World;
  readonly #namespace: string;
  readonly #streams: readonly Stream[];

  /** @param toldAt when a stream's count was last told, milliseconds, where the world takes up another's log */
  constructor(
    world: World,
    traffic: readonly Traffic[],
    namespace: string,
    toldAt: (memory: string) => number | undefined = () => undefined,
  ) {
    this.#world = world;
    this.#namespace = namespace;
    this.#streams = traffic.map(one => ({ ...one, ...this.#counted(one, toldAt) }));
    if (traffic.length === 0) return;
    world.watch((entry, { key }) => {
      const { kind } = partsOf(key);
      if (kind === 'EndpointSlice' || kind === 'Pod') world.after(0, () => this.#look(entry.position));
    });
  }

  /** As it was last told: what came since is counted from there. */
  #counted({ service }: Traffic, toldAt: (memory: string) => number | undefined) {
    const key = this.#memoryOf(service);
    const told = this.#world.state.memory(key) as unknown as (Share & { sent: number; lost: number }) | undefined;
    if (told === undefined) return { share: undefined, sent: 0, lost: 0, at: this.#world.now };
    const { endpoints, gone, sent, lost } = told;
    return { share: { endpoints, gone }, sent, lost, at: (toldAt(key) ?? this.#world.now / 1000) * 1000 };
  }

  #memoryOf(service: string): string {
    return `traffic/${this.#namespace}/${service}`;
  }

  /** The count of each stream, as a remark at the end of a run. */
  end(): void {
    for (const stream of this.#streams) {
      this.#count(stream);
      const { service, share, sent, lost } = stream;
      if (share === undefined) this.#say(stream, 0, `traffic to ${service}: no endpoint was ever ready`);
      else
        this.#say(stream, 0, `traffic to ${service}: ${Math.round(sent)} requests, ${Math.round(lost)} of them lost`);
    }
  }

  #look(cause: Position): void {
    for (const stream of this.#streams) {
      const share = shareOf(endpointsOf(this.#world, this.#namespace, stream.service), this.#world);
      const old = stream.share;
      if (old === undefined ? share.endpoints === 0 : same(old, share)) continue;
      this.#count(stream);
      stream.share = share;
      if (old === undefined || words(stream, old) !== words(stream, share))
        this.#say(stream, cause, words(stream, share));
    }
  }

  #count(stream: Stream): void {
    const { now } = this.#world;
    if (stream.share !== undefined) {
      const sent = (stream.rate * (now - stream.at)) / 1_000_000;
      stream.sent += sent;
      stream.lost += sent * lostOf(stream.share);
    }
    stream.at = now;
  }

  #say({ service, rate, share = NOBODY, sent, lost }: Stream, cause: Position, note: string): void {
    const { endpoints, gone } = share;
    const why = { rule: 'traffic.share' as const, inputs: { service, rate, endpoints, gone } };
    const value = { rate, endpoints, gone, sent: thousandths(sent), lost: thousandths(lost) };
    const key = this.#memoryOf(service);
    this.#world.note(
      [
        { type: 'Noted', note },
        { type: 'Remembered', key, value },
      ],
      { actor: 'traffic', cause, why },
    );
  }
}

const NOBODY: Share = { endpoints: 0, gone: 0 };
const same = (a: Share, b: Share): boolean => a.endpoints === b.endpoints && a.gone === b.gone;
const thousandths = (x: number): number => Math.round(x * 1000) / 1000;

/** The part of the requests that is lost: 1 without endpoints, 1/3 with one of three gone. */
const lostOf = ({ endpoints, gone }: Share): number => (endpoints === 0 ? 1 : gone / endpoints);

function words({ service, rate, lost }: Stream, share: Share): string {
  const part = lostOf(share);
  if (part === 0) return `traffic to ${service}: ${rate} requests a second, none lost; ${Math.round(lost)} lost so far`;
  const why = share.endpoints === 0 ? 'no endpoint is ready' : `${share.gone} of ${share.endpoints} endpoints are gone`;
  return `traffic to ${service}: ${thousandths(rate * part)} of ${rate} requests a second lost, ${why}`;
}

/** The ready ones; where there are none, those that still serve while they go, as kube-proxy does. */
function endpointsOf(world: World, namespace: string, service: string): readonly ObjectKey[] {
  if (world.state.get(keyOf('Service', namespace, service)) === undefined) return [];
  const all = (world.state.list('EndpointSlice', namespace) as EndpointSlice[])
    .filter(slice => slice.metadata.labels?.[SERVICE_NAME] === service)
    .flatMap(slice => slice.endpoints ?? []);
  const ready = all.filter(({ conditions }) => conditions.ready);
  const chosen =
    ready.length > 0 ? ready : all.filter(({ conditions }) => conditions.serving && conditions.terminating);
  return [...new Set(chosen.map(({ targetRef }) => keyOf('Pod', targetRef.namespace, targetRef.name)))];
}

const shareOf = (endpoints: readonly ObjectKey[], world: World): Share => ({
  endpoints: endpoints.length,
  gone: endpoints.filter(key => !runs(world.state.get(key))).length,
});

const runs = (object: KubeObject | undefined): boolean =>
  (object as Pod | undefined)?.status.containerStatuses?.some(({ state }) => state.running !== undefined) === true;
