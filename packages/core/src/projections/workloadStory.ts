import { REVISION } from '../fold/workload.ts';
import type { ObjectKey } from '../kube/key.ts';
import type { Condition, Json, KubeObject } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import { equal } from '../translate/diff.ts';
import type { AutoscalerStory } from './autoscalerStory.ts';
import { batchPhase } from './batchPhase.ts';
import { type CronSeries, JobSeries, TrackedCron } from './batchSeries.ts';
import { isBlocked } from './blocked.ts';
import type { SpecChange } from './changes.ts';
import { type Fences, fencesOf } from './fences.ts';
import type { PodGroup, StateCounts, TrackedGroup } from './podGroup.ts';
import type { Phase } from './signs.ts';
import { statusComplete } from './statusComplete.ts';
import { Steps } from './steps.ts';

/** One way from a template to another, or from nothing: from the change that asked for it to the next such change. */
export interface Rollout {
  readonly change: SpecChange;
  readonly start: Position;
  /** The last position that belongs to it. */
  readonly end: Position;
  readonly fromRevision: number;
  readonly toRevision: number;
  /** Where it was first complete. */
  readonly complete: Position | undefined;
}

type TrackedRollout = { -readonly [Field in keyof Rollout]: Rollout[Field] };

/** No status counts so: a series of whole numbers is saved small. */
export const NOT_REPORTED = -1;

const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 30;

/** Everything a lane can show of one workload, as step series over the whole log. */
export interface WorkloadStory {
  readonly key: ObjectKey;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly exists: Steps<boolean>;
  readonly desired: Steps<number>;
  readonly fences: Steps<Fences | undefined>;
  readonly serving: Steps<number>;
  readonly existing: Steps<number>;
  readonly leaving: Steps<number>;
  readonly failing: Steps<number>;
  /** The floor as it was when last complete, or lower where it was lowered since: below it, pods were lost. */
  readonly promised: Steps<number>;
  /** `.status.availableReplicas`, which lags behind serving; ready and updated alike. */
  readonly available: Steps<number>;
  readonly ready: Steps<number>;
  readonly updated: Steps<number>;
  /** Counts directly under `.status`, by field; NOT_REPORTED while there is none. What was ever something else is left out. */
  readonly reported: ReadonlyMap<string, Steps<number>>;
  readonly paused: Steps<boolean>;
  readonly phase: Steps<Phase>;
  readonly revision: Steps<number>;
  readonly current: Steps<PodGroup | undefined>;
  readonly conditions: ReadonlyMap<string, Steps<Condition | undefined>>;
  /** How its pods lie over the nodes, a series a state; nodes in order of their first pod. */
  readonly nodes: ReadonlyMap<string, StateCounts>;
  readonly groups: readonly PodGroup[];
  readonly changes: readonly SpecChange[];
  readonly rollouts: readonly Rollout[];
  /** Of a Job, and of a CronJob. */
  readonly job: JobSeries | undefined;
  readonly cron: CronSeries | undefined;
  /** The CronJob that made it. */
  readonly parent: WorkloadStory | undefined;
  /** What scales it, where something does. */
  readonly autoscaler: AutoscalerStory | undefined;
  /** How far the log had been read: of one that is still being written the series grow. Not of a saved story. */
  readonly readTo?: Position;
  /** Where everything asked for was first there. */
  readonly firstComplete: Position | undefined;
  /** The lowest moment so far, against what was served when last complete: position, serving, and of how many. */
  readonly lowest: { readonly position: Position; readonly serving: number; readonly of: number } | undefined;
}

/** A workload while the log is read. */
export class TrackedWorkload implements WorkloadStory {
  readonly key: ObjectKey;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  uid: string;
  readonly exists = new Steps<boolean>(false);
  readonly desired = new Steps<number>(0);
  readonly fences = new Steps<Fences | undefined>(undefined);
  readonly serving = new Steps<number>(0);
  readonly existing = new Steps<number>(0);
  readonly leaving = new Steps<number>(0);
  readonly failing = new Steps<number>(0);
  readonly promised = new Steps<number>(0);
  readonly available = new Steps<number>(0);
  readonly ready = new Steps<number>(0);
  readonly updated = new Steps<number>(0);
  readonly reported = new Map<string, Steps<number>>();
  readonly paused = new Steps<boolean>(false);
  readonly phase = new Steps<Phase>('none');
  readonly revision = new Steps<number>(0);
  readonly current = new Steps<TrackedGroup | undefined>(undefined);
  readonly conditions = new Map<string, Steps<Condition | undefined>>();
  readonly nodes = new Map<string, StateCounts>();
  readonly groups: TrackedGroup[] = [];
  readonly changes: SpecChange[] = [];
  readonly rollouts: TrackedRollout[] = [];
  readonly job: JobSeries | undefined;
  readonly cron: TrackedCron | undefined;
  parent: TrackedWorkload | undefined;
  autoscaler: AutoscalerStory | undefined;
  firstComplete: Position | undefined;
  lowest: WorkloadStory['lowest'];
  readTo = 0;
  settled = false;
  onlyScaled = false;
  #everServed = false;
  readonly #notCounts = new Set<string>();
  #reference = 0;
  object: KubeObject | undefined;

  constructor(key: ObjectKey, object: KubeObject) {
    this.key = key;
    this.kind = object.kind;
    this.namespace = object.metadata.namespace ?? '';
    this.name = object.metadata.name;
    this.uid = object.metadata.uid;
    if (this.kind === 'Job') this.job = new JobSeries();
    if (this.kind === 'CronJob') this.cron = new TrackedCron();
  }

  see(position: Position, before: KubeObject | undefined, after: KubeObject | undefined): void {
    this.object = after;
    this.exists.set(position, after !== undefined);
    if (after === undefined) return;
    if (before?.spec !== after.spec || WANTED_IN_STATUS.has(this.kind)) this.#wanted(position, after, before);
    this.job?.see(position, after);
    this.cron?.see(position, after);
    const revision = revisionOf(after);
    if (revision !== undefined) this.revision.set(position, revision);
    if (before?.status !== after.status) this.#status(position, after);
    if (before === undefined || before.status !== after.status) this.#report(position, after.status ?? {});
    if (before?.spec?.template !== after.spec?.template) this.findCurrent(position);
  }

  #wanted(position: Position, after: KubeObject, before: KubeObject | undefined): void {
    const fences = fencesOf(after);
    if (before?.spec === after.spec && this.desired.last === fences.replicas) return;
    this.fences.set(position, fences);
    this.desired.set(position, fences.replicas);
    this.paused.set(position, after.spec?.paused === true || after.spec?.suspend === true);
  }

  #status(position: Position, after: KubeObject): void {
    const status = after.status ?? {};
    this.available.set(position, status.availableReplicas ?? status.numberAvailable ?? 0);
    this.ready.set(position, status.readyReplicas ?? status.numberReady ?? status.ready ?? 0);
    this.updated.set(position, status.updatedReplicas ?? status.updatedNumberScheduled ?? 0);
    const seen = new Set<string>();
    for (const condition of (after.status?.conditions ?? []) as readonly Condition[]) {
      seen.add(condition.type);
      let steps = this.conditions.get(condition.type);
      if (steps === undefined) {
        steps = new Steps<Condition | undefined>(undefined);
        this.conditions.set(condition.type, steps);
      }
      steps.set(position, condition);
    }
    for (const [type, steps] of this.conditions) if (!seen.has(type)) steps.set(position, undefined);
  }

  #report(position: Position, status: Readonly<Record<string, unknown>>): void {
    for (const field in status) {
      const value = status[field];
      if (!isCount(value) || this.#notCounts.has(field)) {
        this.#notCounts.add(field);
        this.reported.delete(field);
      } else if (!this.reported.has(field)) this.reported.set(field, new Steps<number>(NOT_REPORTED));
    }
    for (const [field, steps] of this.reported)
      steps.set(position, (status[field] as number | undefined) ?? NOT_REPORTED);
  }

  /** Whether an older group has the template that is wanted now: then a change to it goes back. */
  hadTemplate(after: KubeObject | undefined): boolean {
    if (after === undefined) return false;
    const wanted = bare(after.spec?.template ?? null);
    return this.groups.some(
      group => group !== this.current.last && group.template !== null && equal(bare(group.template), wanted),
    );
  }

  /** The group whose template is the workload's own. Asked only when a template or a group comes. */
  findCurrent(position: Position): void {
    const { object } = this;
    if (object === undefined) return;
    const { groups } = this;
    // what owns its pods itself has one template, and a revision that no object speaks of has none to be known by
    if (groups.every(group => group.template === null) || groups.some(group => group.key === this.key)) {
      this.current.set(position, groups[groups.length - 1]);
      return;
    }
    const wanted = bare(object.spec.template);
    const found = groups.find(group => group.template !== null && equal(bare(group.template), wanted));
    this.current.set(position, found);
    if (found?.counted === true && found.revision.last > 0) this.revision.set(position, found.revision.last);
  }

  /** After every write that touches it: what phase it is in, and whether this is the lowest moment so far. */
  assess(position: Position): void {
    if (this.job !== undefined || this.cron !== undefined) {
      this.#assessBatch(position);
      return;
    }
    const serving = this.serving.last;
    if (serving > 0) this.#everServed = true;
    if (!this.settled && this.object !== undefined && statusComplete(this.object)) {
      this.settled = true;
      this.onlyScaled = true;
      this.firstComplete ??= position;
      const rollout = this.rollouts[this.rollouts.length - 1];
      if (rollout !== undefined) rollout.complete ??= position;
    }
    const floor = this.fences.last?.floor ?? 0;
    if (this.settled && serving >= this.desired.last) {
      this.#reference = this.desired.last;
      this.promised.set(position, floor);
    } else if (floor < this.promised.last) this.promised.set(position, floor);
    this.phase.set(position, this.#phaseNow());
    const of = Math.min(this.#reference, this.desired.last);
    if (of > 0 && this.object !== undefined) {
      const least = this.lowest;
      if (least === undefined || serving * least.of < least.serving * of) this.lowest = { position, serving, of };
    }
  }

  #assessBatch(position: Position): void {
    const phase = batchPhase(this);
    this.phase.set(position, phase);
    if (phase === 'complete' && !this.settled) {
      this.settled = true;
      this.firstComplete ??= position;
      const rollout = this.rollouts[this.rollouts.length - 1];
      if (rollout !== undefined) rollout.complete ??= position;
    }
    this.parent?.assess(position);
  }

  #phaseNow(): Phase {
    const { object } = this;
    if (object === undefined) return 'none';
    if (object.metadata.deletionTimestamp !== undefined) return 'deleting';
    const serving = this.serving.last;
    const desired = this.desired.last;
    const failing = this.failing.last;
    if (desired > 0 && serving === 0 && this.#everServed && (failing > 0 || this.settled)) return 'outage';
    if (this.paused.last) return 'paused';
    if (this.settled) {
      if (serving >= desired) return 'complete';
      return failing > 0 ? 'failing' : 'recovering';
    }
    return isBlocked(this) ? 'stuck' : this.onlyScaled ? 'scaling' : 'rolling';
  }
}

/** The number in the revision annotation. */
export function revisionOf(object: KubeObject): number | undefined {
  const revision = Number(object.metadata.annotations?.[REVISION] ?? Number.NaN);
  return Number.isFinite(revision) ? revision : undefined;
}

/** Kinds whose status, and not their spec, says how many pods are wanted now. */
const WANTED_IN_STATUS: ReadonlySet<string> = new Set(['DaemonSet', 'Job']);

/** A template without what its owner or its revision puts in: the label of its hash, and the word to replace with it. */
function bare(template: Json): Json {
  const { $patch: _, ...fields } = (template ?? {}) as { $patch?: Json; metadata?: { labels?: Record<string, Json> } };
  const labels = fields.metadata?.labels;
  if (labels?.['pod-template-hash'] === undefined) return fields as Json;
  const { 'pod-template-hash': _hash, ...rest } = labels;
  return { ...fields, metadata: { ...fields.metadata, labels: rest } } as Json;
}
