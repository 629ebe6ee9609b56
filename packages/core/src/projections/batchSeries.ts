import type { CronJob, Job } from '../kube/batch.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Position } from '../log/entry.ts';
import { Steps } from './steps.ts';
import type { TrackedWorkload, WorkloadStory } from './workloadStory.ts';

/** What a Job asks for and how far it is, as series. */
export class JobSeries {
  readonly parallelism = new Steps<number>(1);
  /** How many pods must succeed; undefined where any one ends it (a work queue). */
  readonly completions = new Steps<number | undefined>(undefined);
  /** How many may fail; of an indexed Job with a limit of its own for each index, that of one index. */
  readonly backoffLimit = new Steps<number>(6);
  readonly active = new Steps<number>(0);
  readonly ready = new Steps<number>(0);
  readonly succeeded = new Steps<number>(0);
  readonly failed = new Steps<number>(0);
  readonly indexed = new Steps<boolean>(false);
  /** As the status writes them: `0-2,5`. */
  readonly completedIndexes = new Steps<string>('');
  readonly failedIndexes = new Steps<string>('');

  see(position: Position, object: KubeObject): void {
    const { spec, status } = object as Job;
    this.parallelism.set(position, spec.parallelism ?? 1);
    this.completions.set(position, spec.completions ?? undefined);
    this.backoffLimit.set(position, spec.backoffLimitPerIndex ?? spec.backoffLimit ?? 6);
    this.indexed.set(position, spec.completionMode === 'Indexed');
    this.active.set(position, status?.active ?? 0);
    this.ready.set(position, status?.ready ?? 0);
    this.succeeded.set(position, status?.succeeded ?? 0);
    this.failed.set(position, status?.failed ?? 0);
    this.completedIndexes.set(position, status?.completedIndexes ?? '');
    this.failedIndexes.set(position, status?.failedIndexes ?? '');
  }
}

/** What a CronJob did: its Jobs, and when it last made one. */
export interface CronSeries {
  /** In the order in which they were made; those that are gone too. */
  readonly jobs: readonly WorkloadStory[];
  /** In the words of the schedule, with its time zone where it has one. */
  readonly schedule: Steps<string>;
  readonly active: Steps<number>;
  /** As the status writes it, RFC 3339; empty before the first. */
  readonly lastSchedule: Steps<string>;
}

/** A CronJob while the log is read. */
export class TrackedCron implements CronSeries {
  readonly jobs: TrackedWorkload[] = [];
  readonly schedule = new Steps<string>('');
  readonly active = new Steps<number>(0);
  readonly lastSchedule = new Steps<string>('');

  see(position: Position, object: KubeObject): void {
    const { spec, status } = object as CronJob;
    this.schedule.set(position, spec.timeZone === undefined ? spec.schedule : `${spec.schedule} ${spec.timeZone}`);
    this.active.set(position, status?.active?.length ?? 0);
    this.lastSchedule.set(position, status?.lastScheduleTime ?? '');
  }
}
