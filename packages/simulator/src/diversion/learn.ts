/**
 * The rules by which a recording's kubelets played its pods, learned from what it shows: for each image how long it takes
 * to start, to turn ready and to stop, or how it fails. Where two revisions with one image fare otherwise, for each
 * revision. An image that was never seen takes the medians of those that work.
 */
import type { KubeletRule } from '@playhead/controllers';
import { kubelet } from '@playhead/controllers';
import type { Pod } from '@playhead/core';
import { LATENCY } from '../latency.ts';
import type { History } from './history.ts';
import type { PodPast } from './podPast.ts';
import { isRunning } from './podPast.ts';

/** A pod that ran so long without turning ready is taken never to, milliseconds. */
const NEVER = 10_000;
/** What the played kubelet itself takes from one report to the next. */
const OWN = (LATENCY.kubeletAnswer + LATENCY.kubeletWrite) / 1000;

/** How pods of one kind fared. */
export interface Fared {
  readonly is: 'good' | 'no image' | 'crashes' | 'never ready' | 'completes' | 'unknown';
  readonly rule: KubeletRule;
  /** How many pods it was seen on. */
  readonly pods: number;
}

export interface Learned {
  /** In the order in which they are tried. */
  readonly rules: readonly KubeletRule[];
  /** By image, for words about them. */
  readonly images: ReadonlyMap<string, Fared>;
  readonly others: Fared;
}

export function learn(history: History, end: number): Learned {
  const pods = [...history.pods.values()].filter(past => !past.old);
  const gap = readyGapOf(history);
  const images = new Map<string, Fared>();
  const rules: KubeletRule[] = [];
  const others = othersOf(pods, gap, end);
  // what was never seen of an image is as it is with the others
  const add = (rule: KubeletRule, match: NonNullable<KubeletRule['match']>) =>
    rules.push({ ...others.rule, ...rule, match });
  const byImage = groupBy(pods, ({ pod }) => imagesOf(pod).join(' '));
  for (const [name, lives] of byImage) {
    const all = faredOf(lives, gap, end);
    const revisions = [...groupBy(lives, ({ pod }) => revisionOf(pod)?.join('=') ?? '')].map(
      ([label, ones]) => [label, faredOf(ones, gap, end)] as const,
    );
    const kinds = new Set(revisions.map(([, { is }]) => is).filter(is => is !== 'unknown'));
    if (kinds.size > 1)
      for (const [label, { rule, is }] of revisions) {
        const [key, value] = label.split('=');
        if (is === 'unknown' || key === undefined || value === undefined) continue;
        add(rule, { labels: { [key]: value } });
      }
    images.set(name, all);
  }
  for (const [name, { is, rule }] of images) if (is !== 'unknown') add(rule, { image: name.split(' ')[0]! });
  return { rules: [...rules, others.rule], images, others };
}

export const imagesOf = (pod: Pod): readonly string[] => pod.spec.containers.map(({ image }) => image);

const REVISION_LABELS = ['pod-template-hash', 'controller-revision-hash'];

function revisionOf({ metadata }: Pod): readonly [label: string, value: string] | undefined {
  for (const label of REVISION_LABELS) {
    const value = metadata.labels?.[label];
    if (value !== undefined) return [label, value];
  }
  return undefined;
}

/** Medians over the pods that came to run; where none did, over nothing: the played kubelet's own times. */
function othersOf(pods: readonly PodPast[], gap: number | undefined, end: number): Fared {
  const good = pods.filter(past => past.ready !== undefined && past.ends.length === 0);
  const { rule } = faredOf(good, gap, end);
  return { is: good.length > 0 ? 'good' : 'unknown', rule, pods: good.length };
}

function faredOf(lives: readonly PodPast[], gap: number | undefined, end: number): Fared {
  const count = (of: (past: PodPast) => boolean): number => lives.filter(of).length;
  const started = count(({ started }) => started !== undefined);
  const failed = count(({ failed }) => failed !== undefined);
  const crashed = count(({ ends, finished }) => ends.some(({ exitCode }) => exitCode !== 0) && finished === undefined);
  const ready = count(({ ready }) => ready !== undefined);
  const finished = count(past => past.finished !== undefined);
  const pods = lives.length;
  const common = { ...timesOf(lives, gap), ...flapsOf(lives, ready) };
  if (failed > started) return { is: 'no image', rule: { ...common, pull: pullOf(lives) }, pods };
  if (started === 0) return { is: 'unknown', rule: common, pods };
  if (finished * 2 > started) return { is: 'completes', rule: { ...common, ...completionOf(lives) }, pods };
  if (crashed * 2 > started) return { is: 'crashes', rule: { ...common, crash: crashOf(lives) }, pods };
  if (ready > 0) return { is: 'good', rule: common, pods };
  const waited = Math.max(0, ...lives.map(past => unreadyFor(past, end)));
  return waited < NEVER
    ? { is: 'unknown', rule: common, pods }
    : { is: 'never ready', rule: { ...common, ready: 'never' }, pods };
}

const unreadyFor = ({ pod, started, going, gone }: PodPast, end: number): number =>
  started === undefined || !isRunning(pod) ? 0 : ((going ?? gone)?.time ?? end) - started.time;

function timesOf(lives: readonly PodPast[], gap: number | undefined): KubeletRule {
  const start = lives.flatMap(({ startTook }) => (startTook === undefined ? [] : [startTook - 2 * OWN]));
  const turns = lives.flatMap(readyAfter);
  const stop = lives.flatMap(({ going, gone, bound, finished }) =>
    going === undefined || gone === undefined || bound === undefined || finished !== undefined
      ? []
      : [gone.time - going.time - OWN],
  );
  // one after the other, what a pod waited for its turn is no part of its own time: the shortest is
  const ready = gap === undefined ? median(turns) : least(turns);
  return {
    ...(start.length === 0 ? {} : { start: median(start) }),
    ...(turns.length === 0 ? {} : { ready }),
    readyGap: gap ?? 0,
    ...(stop.length === 0 ? {} : { stop: median(stop) }),
  };
}

const readyAfter = ({ readyTook, pod }: PodPast): number[] =>
  readyTook.map(took => took - OWN - kubelet.probeDelay(pod));

function flapsOf(lives: readonly PodPast[], ready: number): Pick<KubeletRule, 'unready'> {
  const flapped = lives.filter(({ flaps, ends }) => flaps.length > 0 && ends.length === 0);
  if (flapped.length * 2 <= ready || ready === 0) return {};
  const most = Math.min(...flapped.map(({ flaps }) => flaps.length));
  const unready = Array.from({ length: most }, (_, i) => {
    const back = flapped.flatMap(({ flaps }) => flaps[i]?.for ?? []);
    const after = median(flapped.flatMap(({ flaps }) => flaps[i]?.after ?? []));
    return { after: after - OWN, ...(back.length === 0 ? {} : { for: median(back) - OWN }) };
  });
  return { unready };
}

function pullOf(lives: readonly PodPast[]): NonNullable<KubeletRule['pull']> {
  const failed = lives.flatMap(({ failed, accepted, bound }) => {
    const from = accepted ?? bound;
    return failed === undefined || from === undefined ? [] : [{ after: failed.time - from.time, ...failed }];
  });
  const backoff = lives.flatMap(({ failed, backoff }) =>
    failed === undefined || backoff === undefined || backoff.time <= failed.time ? [] : [backoff.time - failed.time],
  );
  return {
    after: Math.max(0, median(failed.map(({ after }) => after)) - OWN),
    error: failed[0]?.reason ?? 'ErrImagePull',
    ...(backoff.length === 0 ? {} : { backoffAfter: Math.max(0, median(backoff) - OWN) }),
  };
}

function crashOf(lives: readonly PodPast[]): NonNullable<KubeletRule['crash']> {
  const ends = lives.flatMap(past => past.ends.filter(({ exitCode }) => exitCode !== 0));
  const { exitCode, reason } = ends.at(-1)!;
  const afterReady = ends.filter(end => end.afterReady).length * 2 > ends.length;
  const alike = ends.filter(end => end.afterReady === afterReady);
  const first = lives.flatMap(({ restartWaits }) => restartWaits.slice(0, 1));
  const usual = kubelet.crashBackoff(1);
  const wait = first.length === 0 ? usual : median(first);
  return {
    after: Math.max(0, median(alike.map(({ after }) => after)) - OWN),
    ...(afterReady ? { afterReady } : {}),
    exitCode,
    reason,
    // the usual back-off doubles, another one is as it was seen
    ...(Math.abs(wait - usual) < usual / 5 ? {} : { backoff: Math.max(0, wait - OWN) }),
  };
}

function completionOf(lives: readonly PodPast[]): Pick<KubeletRule, 'complete' | 'exitCode'> {
  const took = lives.flatMap(({ finished, ready, started }) => {
    const from = ready ?? started;
    return finished === undefined || from === undefined ? [] : [finished.time - from.time];
  });
  const codes = lives.flatMap(({ ends }) => ends.slice(-1).map(({ exitCode }) => exitCode));
  const failed = codes.filter(code => code !== 0);
  return {
    complete: Math.max(0, median(took) - OWN),
    ...(failed.length * 2 > codes.length ? { exitCode: failed[0]! } : {}),
  };
}

/**
 * The least time between one pod turning ready and the next, where pods that were due together were seen to wait for one
 * another; undefined where each turned ready in its own time. Three pods due at once, ready at 1.53, 1.83 and 2.13 s: 300.
 */
function readyGapOf({ readyTimes }: History): number | undefined {
  const due = new Map<string, number>();
  for (const { past } of readyTimes)
    for (const after of readyAfter(past)) {
      const image = imagesOf(past.pod).join(' ');
      due.set(image, Math.min(due.get(image) ?? Number.POSITIVE_INFINITY, after));
    }
  const gaps: number[] = [];
  for (let i = 1; i < readyTimes.length; i++) {
    const { time, past } = readyTimes[i]!;
    const own = due.get(imagesOf(past.pod).join(' '));
    if (own === undefined || past.started === undefined || past.old || past.flaps.length > 0) continue;
    const late = time - past.started.time - OWN - kubelet.probeDelay(past.pod) - own;
    const gap = time - readyTimes[i - 1]!.time;
    // a few milliseconds are the kubelet's own
    if (late > 20 && gap > 20) gaps.push(gap);
  }
  if (gaps.length < 2) return undefined;
  const middle = median(gaps);
  const near = gaps.filter(gap => Math.abs(gap - middle) <= Math.max(30, middle / 10));
  return near.length * 3 >= gaps.length * 2 ? middle : undefined;
}

function groupBy(pods: readonly PodPast[], of: (past: PodPast) => string): ReadonlyMap<string, PodPast[]> {
  const groups = new Map<string, PodPast[]>();
  for (const past of pods) {
    const key = of(past);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [past]);
    else group.push(past);
  }
  return groups;
}

/** The lower of the two in the middle, so that a result was once seen; 0 of nothing. Never below 0. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.max(0, Math.round(sorted[(sorted.length - 1) >> 1] ?? 0));
}

const least = (values: readonly number[]): number => Math.max(0, Math.round(Math.min(...values)));
