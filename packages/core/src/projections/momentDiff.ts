/** What differs between two moments of a log: object by object, field by field. */
import { type ObjectKey, partsOf } from '../kube/key.ts';
import type { Json, KubeObject } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { type FieldDiff, fieldDiff } from './fieldDiff.ts';

export interface ObjectDiff {
  readonly key: ObjectKey;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `replaced`: one of that name went and another came (a StatefulSet's pod). */
  readonly change: 'came' | 'gone' | 'changed' | 'replaced';
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
  /** Of a changed object; none of what came, went or was replaced. */
  readonly fields: readonly FieldDiff[];
}

/** How the change of an object is marked, on screens and in lines. */
export const DIFF_SIGNS: Readonly<Record<ObjectDiff['change'], string>> = {
  came: '+',
  gone: '-',
  changed: '~',
  replaced: '±',
};

export interface MomentDiff {
  readonly from: Position;
  readonly to: Position;
  /** Workloads first, then what they keep, their pods, and the rest; in each by name. */
  readonly objects: readonly ObjectDiff[];
}

export interface MomentDiffOptions {
  /** Also what every write changes: resourceVersion, managedFields, the times of conditions. */
  readonly noise?: boolean;
  /** Also Kubernetes Events, which say what happened and are no state. */
  readonly events?: boolean;
}

/** From one position to another, which may lie before it. */
export function momentDiff(
  timeline: Timeline,
  from: Position,
  to: Position,
  options: MomentDiffOptions = {},
): MomentDiff {
  const keys = writtenBetween(timeline, Math.min(from, to), Math.max(from, to));
  const [old, now] = [timeline.stateAt(from), timeline.stateAt(to)];
  const objects: ObjectDiff[] = [];
  for (const key of keys) {
    const { kind } = partsOf(key);
    if (kind === 'Event' && options.events !== true) continue;
    const found = objectDiff(key, old.get(key), now.get(key), options.noise === true);
    if (found !== undefined) objects.push(found);
  }
  return { from, to, objects: objects.sort(byRank) };
}

/** The objects that entries from+1..to are about; nothing else can differ. */
function writtenBetween(timeline: Timeline, from: Position, to: Position): Set<ObjectKey> {
  const { index } = timeline;
  const keys = new Set<ObjectKey>();
  if (index === undefined) {
    for (let position = from + 1; position <= to; position++) {
      const { subject } = timeline.entry(position);
      if (subject !== undefined) keys.add(subject);
    }
    return keys;
  }
  const slots = new Set<number>();
  for (let position = from + 1; position <= to; position++) {
    const slot = index.slotAt(position);
    if (slot !== undefined) slots.add(slot);
  }
  for (const slot of slots) keys.add(index.keyOf(slot));
  return keys;
}

function objectDiff(
  key: ObjectKey,
  before: KubeObject | undefined,
  after: KubeObject | undefined,
  noise: boolean,
): ObjectDiff | undefined {
  const object = after ?? before;
  if (object === undefined || before === after) return undefined;
  const { kind, namespace, name } = partsOf(key);
  const base = { key, kind, namespace, name, before, after, fields: [] };
  if (before === undefined) return { ...base, change: 'came' };
  if (after === undefined) return { ...base, change: 'gone' };
  if (before.metadata.uid !== after.metadata.uid) return { ...base, change: 'replaced' };
  const all = fieldDiff(before as unknown as Json, after as unknown as Json, noise ? undefined : isNoise);
  const fields = (noise ? all : all.filter(field => !isTime(field.path))).sort((a, b) => weight(a) - weight(b));
  return fields.length === 0 ? undefined : { ...base, change: 'changed', fields };
}

/** What was asked for comes before how it is, and that before what is written on it. */
const weight = ({ path }: FieldDiff): number =>
  path.startsWith('spec') ? 0 : path.startsWith('metadata') ? 3 : path.startsWith('status') ? 2 : 1;

const NOISE: ReadonlySet<string> = new Set([
  'metadata.resourceVersion',
  'metadata.managedFields',
  'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration',
]);
const isNoise = (path: string): boolean => NOISE.has(path);

/** When a condition turned is said by what it turned to. */
const isTime = (path: string): boolean =>
  /\.conditions\[[^\]]*\]\.last(Transition|Update|Probe|Heartbeat)Time$/.test(path);

const RANKS: readonly string[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'HorizontalPodAutoscaler',
  'ReplicaSet',
  'ReplicationController',
  'ControllerRevision',
  'Pod',
  'Service',
  'EndpointSlice',
];
const RANK = new Map(RANKS.map((kind, rank) => [kind, rank]));
const rankOf = (kind: string): number => RANK.get(kind) ?? (kind === 'Event' ? RANKS.length + 1 : RANKS.length);

const CHANGES: readonly ObjectDiff['change'][] = ['changed', 'gone', 'replaced', 'came'];

function byRank(a: ObjectDiff, b: ObjectDiff): number {
  return (
    rankOf(a.kind) - rankOf(b.kind) ||
    (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
    CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}

/** The object a difference is about, as its last version. */
export const lastOf = (diff: ObjectDiff): KubeObject => (diff.after ?? diff.before)!;
