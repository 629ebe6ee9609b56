/** From a proposal to what is asked for: stabilisation windows, rates, bounds (horizontal.go: normalizeDesiredReplicas…). */
import type { Instant } from '../seen.ts';
import type { Memory, Recommendation, ScaleEvent, ScalingRules } from './autoscaler.ts';

/** How long a higher recommendation holds a lower one back, unless the autoscaler says otherwise. */
const DOWNSCALE_STABILISATION = 300_000;
/** Without a behaviour: at most twice as many at once, but 4 always. */
const UP_FACTOR = 2;
const UP_LEAST = 4;

export interface Bounds {
  readonly current: number;
  readonly min: number;
  readonly max: number;
}

export interface Words {
  readonly reason: string;
  readonly message: string;
}

export interface Normalised {
  readonly replicas: number;
  /** What it was after stabilisation, before rates and bounds. */
  readonly stabilised: number;
  readonly able: Words;
  readonly limited: Words & { readonly status: 'True' | 'False' };
  readonly recommendations: readonly Recommendation[];
}

export interface Behaviour {
  readonly scaleUp?: ScalingRules;
  readonly scaleDown?: ScalingRules;
}

const READY: Words = { reason: 'ReadyForNewScale', message: 'recommended size matches current size' };
const UP_STABILISED: Words = {
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};
const DOWN_STABILISED: Words = {
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};
const WITHIN: Words = {
  reason: 'DesiredWithinRange',
  message: 'the desired count is within the acceptable range',
};
const TOO_FAST_UP: Words = {
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
};
const TOO_FAST_DOWN: Words = {
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
};
const TOO_MANY: Words = {
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};
const TOO_FEW: Words = {
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
};

/** @param proposal what the metrics ask for */
export function normalise(
  proposal: number,
  bounds: Bounds,
  behaviour: Behaviour | undefined,
  memory: Memory,
  now: Instant,
): Normalised {
  const stable =
    behaviour === undefined
      ? stabilise(proposal, memory.recommendations, now)
      : stabiliseBy(behaviour, proposal, bounds.current, memory.recommendations, now);
  const [replicas, words] =
    behaviour === undefined
      ? withinBounds(stable.replicas, bounds)
      : withinRates(stable.replicas, bounds, behaviour, memory, now);
  return {
    replicas,
    stabilised: stable.replicas,
    able: stable.replicas === proposal ? READY : stable.words,
    limited: { ...words, status: replicas === stable.replicas ? 'False' : 'True' },
    recommendations: stable.recommendations,
  };
}

interface Stable {
  readonly replicas: number;
  readonly words: Words;
  readonly recommendations: readonly Recommendation[];
}

/** The highest of the last five minutes (stabilizeRecommendation). */
function stabilise(proposal: number, recommendations: readonly Recommendation[], now: Instant): Stable {
  const cutoff = now - DOWNSCALE_STABILISATION;
  let highest = proposal;
  for (const { replicas, at } of recommendations) if (at >= cutoff && replicas > highest) highest = replicas;
  return {
    replicas: highest,
    words: DOWN_STABILISED,
    recommendations: noted(recommendations, { replicas: proposal, at: now }, at => at < cutoff),
  };
}

/** As near to what is as the lowest of the way up and the highest of the way down allow. */
function stabiliseBy(
  { scaleUp, scaleDown }: Behaviour,
  proposal: number,
  current: number,
  recommendations: readonly Recommendation[],
  now: Instant,
): Stable {
  const upCutoff = now - (scaleUp?.stabilizationWindowSeconds ?? 0) * 1000;
  const downCutoff = now - (scaleDown?.stabilizationWindowSeconds ?? DOWNSCALE_STABILISATION / 1000) * 1000;
  let [up, down] = [proposal, proposal];
  for (const { replicas, at } of recommendations) {
    if (at > upCutoff) up = Math.min(replicas, up);
    if (at > downCutoff) down = Math.max(replicas, down);
  }
  return {
    replicas: Math.min(Math.max(current, up), down),
    words: proposal >= current ? UP_STABILISED : DOWN_STABILISED,
    recommendations: noted(recommendations, { replicas: proposal, at: now }, at => at < upCutoff && at < downCutoff),
  };
}

/** In the place of the last one that is too old to count, else behind the others. */
function noted<T extends { readonly at: Instant }>(list: readonly T[], one: T, old: (at: Instant) => boolean): T[] {
  const at = list.findLastIndex(entry => old(entry.at));
  return at < 0 ? [...list, one] : list.with(at, one);
}

function withinBounds(wanted: number, { current, min, max }: Bounds): [number, Words] {
  const most = Math.max(UP_FACTOR * current, UP_LEAST);
  if (wanted < min) return [min, TOO_FEW];
  if (wanted > Math.min(max, most)) return max > most ? [most, TOO_FAST_UP] : [max, TOO_MANY];
  return [wanted, WITHIN];
}

/** How far policies let it go in one step, and never against the direction (convertDesiredReplicasWithBehaviorRate). */
function withinRates(
  wanted: number,
  { current, min, max }: Bounds,
  { scaleUp, scaleDown }: Behaviour,
  memory: Memory,
  now: Instant,
): [number, Words] {
  if (wanted > current) {
    const most = Math.max(current, furthest('up', current, scaleUp, memory, now));
    const [limit, words] = max > most ? [most, TOO_FAST_UP] : [max, TOO_MANY];
    if (wanted > limit) return [limit, words];
  } else if (wanted < current) {
    const least = Math.min(current, furthest('down', current, scaleDown, memory, now));
    const [limit, words] = min < least ? [least, TOO_FAST_DOWN] : [min, TOO_FEW];
    if (wanted < limit) return [limit, words];
  }
  return [wanted, WITHIN];
}

/**
 * Each policy counts from what there was when its period began. 10 now, 2 of them added within the last 60 s, `Pods 4 in
 * 60 s`: 8 + 4 = 12 at most. Max takes the policy that changes most, Min the one that changes least.
 */
function furthest(
  way: 'up' | 'down',
  current: number,
  { policies = [], selectPolicy = 'Max' }: ScalingRules = {},
  { ups, downs }: Memory,
  now: Instant,
): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const cutoff = now - periodSeconds * 1000;
    const start = current - changed(ups, cutoff) + changed(downs, cutoff);
    if (type === 'Pods') return way === 'up' ? start + value : start - value;
    return way === 'up' ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
  });
  return (selectPolicy === 'Max') === (way === 'up') ? Math.max(...limits) : Math.min(...limits);
}

const changed = (events: readonly ScaleEvent[], cutoff: Instant): number =>
  events.reduce((sum, { change, at }) => (at > cutoff ? sum + change : sum), 0);

/** What is remembered after a change was made (storeScaleEvent). */
export function scaled(
  memory: Memory,
  from: number,
  to: number,
  behaviour: Behaviour | undefined,
  now: Instant,
): Memory {
  if (behaviour === undefined) return memory;
  const rules = to > from ? behaviour.scaleUp : behaviour.scaleDown;
  const longest = Math.max(0, ...(rules?.policies ?? []).map(policy => policy.periodSeconds));
  const note = (events: readonly ScaleEvent[]) =>
    noted(events, { change: Math.abs(to - from), at: now }, at => at < now - longest * 1000);
  return to > from ? { ...memory, ups: note(memory.ups) } : { ...memory, downs: note(memory.downs) };
}
