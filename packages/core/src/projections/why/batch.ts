/** Jobs and CronJobs: how far they are, why they failed, whether they try again, and the way out. */
import type { Position } from '../../log/entry.ts';
import type { JobSeries } from '../batchSeries.ts';
import { essence } from '../errors.ts';
import { type RolloutHead, timeAt } from '../head.ts';
import type { PodLife } from '../podLife.ts';
import type { Story } from '../story.ts';
import { duration, offset, plural, shortImage } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import { specOf } from './budget.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { itSaid, rows } from './parts.ts';

export function whyBatch(story: Story, workload: WorkloadStory, position: Position, head: RolloutHead): WhyPane {
  if (workload.cron !== undefined) return whyCron(story, workload, position);
  const { job } = workload;
  const questions: Partial<Record<RolloutHead['phase'], string>> = {
    stuck: 'why did it fail?',
    failing: 'why does it not get through?',
    complete: 'why complete?',
    paused: 'why does it stand still?',
  };
  const question = questions[head.phase] ?? 'what does it wait for?';
  if (job === undefined) return { question, rows: [] };
  const life = lastFailed(workload, position);
  return {
    question,
    rows: rows(
      ended(story, workload, position),
      head.phase === 'complete' || head.phase === 'stuck' ? undefined : waitsFor(job, position),
      counted(job, position),
      life === undefined ? undefined : itSaid(life, position, (reason, message) => essence(message) || reason),
      byItself(story, workload, job, position, head),
      wayOut(workload, head),
    ),
  };
}

const lastFailed = (workload: WorkloadStory, position: Position): PodLife | undefined =>
  workload.groups.flatMap(group => group.pods).findLast(life => life.lastError(position) !== undefined);

/** What its condition says: `BackoffLimitExceeded`, `PodFailurePolicy`, `CompletionsReached`. */
function ended(story: Story, workload: WorkloadStory, position: Position): WhyRow | undefined {
  for (const [type, label] of [
    ['Failed', 'failed'],
    ['Complete', 'complete'],
  ] as const) {
    const steps = workload.conditions.get(type);
    const condition = steps?.at(position);
    if (steps === undefined || condition?.status !== 'True') continue;
    const at = offset(timeAt(story, steps.since(position)));
    return {
      label,
      texts: [
        `${condition.reason ?? type} at ${at}: ${condition.message ?? ''}`,
        `${condition.reason ?? type} at ${at}`,
      ],
    };
  }
  return undefined;
}

function waitsFor(job: JobSeries, position: Position): WhyRow {
  const [active, ready] = [job.active.at(position), job.ready.at(position)];
  const wanted = job.completions.at(position);
  const left =
    wanted === undefined ? 'a pod that succeeds' : `${plural(wanted - job.succeeded.at(position), 'pod')} to succeed`;
  return { label: 'waits for', texts: [`${left}: ${active} active, ${ready} ready`, left] };
}

/** `2 of 3 succeeded, 1 failed of at most 6 (backoffLimit)`. */
function counted(job: JobSeries, position: Position): WhyRow {
  const wanted = job.completions.at(position);
  const succeeded = `${job.succeeded.at(position)}${wanted === undefined ? '' : ` of ${wanted}`} succeeded`;
  const [failed, limit] = [job.failed.at(position), job.backoffLimit.at(position)];
  const compared =
    failed > limit ? `${failed} failed > backoffLimit ${limit}` : `${failed} failed, backoffLimit ${limit}`;
  const indexes = job.failedIndexes.at(position);
  return {
    label: 'counts',
    texts: [`${succeeded}; ${compared}`],
    sums: [
      `parallelism ${job.parallelism.at(position)}`,
      ...(indexes === '' ? [] : [`failed indexes ${indexes}`]),
      'after job_controller.go syncJob, trackJobStatusAndRemoveFinalizers',
    ],
  };
}

/** The back-off of Jobs doubles from 10 s to 10 minutes (job_controller.go DefaultJobPodFailureBackOff, MaxJobPodFailureBackOff). */
const FIRST_DELAY = 10;
const LONGEST_DELAY = 600;

function byItself(
  story: Story,
  workload: WorkloadStory,
  job: JobSeries,
  position: Position,
  { phase }: RolloutHead,
): WhyRow | undefined {
  if (phase === 'complete') return undefined;
  if (phase === 'stuck') return { label: 'by itself', texts: ['no: Failed=True is final, no pod is made again'] };
  if (phase === 'paused') return { label: 'by itself', texts: ['no: it stands until it is resumed'] };
  const [failed, limit] = [job.failed.at(position), job.backoffLimit.at(position)];
  const deadline = specOf(story, workload, position)?.activeDeadlineSeconds as number | undefined;
  const started = timeAt(story, workload.rollouts[0]?.start ?? 1);
  const ends =
    deadline === undefined ? '' : `; ends at ${offset(started + deadline * 1000)} (activeDeadlineSeconds ${deadline})`;
  if (failed === 0 && phase === 'failing')
    return {
      label: 'by itself',
      texts: [`the kubelet starts its containers again, as often as backoffLimit ${limit} allows${ends}`],
    };
  if (failed === 0)
    return ends === '' ? undefined : { label: 'by itself', texts: [`yes, once its pods succeed${ends}`] };
  const left = limit - failed + 1;
  const wait = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (failed - 1));
  return {
    label: 'by itself',
    texts: [
      `it tries again: ${plural(left, 'more failure')} and it fails; the next pod comes ${duration(wait * 1000)} after the last failed${ends}`,
      `it tries again: ${plural(left, 'more failure')} and it fails`,
    ],
    sums: [`wait ${wait} s = 10 s × 2^(${failed} failed − 1), at most 600 s`],
  };
}

const resumed = (what: string): string => `kubectl patch ${what} --type=merge -p '{"spec":{"suspend":false}}'`;

function wayOut({ name }: WorkloadStory, { phase }: RolloutHead): WhyRow | undefined {
  if (phase === 'paused') return { label: 'way on', texts: [resumed(`job ${name}`)], command: resumed(`job ${name}`) };
  if (phase !== 'stuck' && phase !== 'failing') return undefined;
  return {
    label: 'way out',
    texts: [
      `kubectl delete job ${name}, then apply it again put right: its template cannot be changed`,
      `kubectl delete job ${name}, then apply it again`,
    ],
    sums: ['price: what its pods have done so far is done again'],
  };
}

/** A CronJob: when it last ran, and what its Jobs came to. */
function whyCron(story: Story, workload: WorkloadStory, position: Position): WhyPane {
  const cron = workload.cron!;
  const jobs = cron.jobs.filter(job => job.exists.at(position));
  const last = jobs.at(-1);
  const schedule = cron.schedule.at(position);
  const when = cron.lastSchedule.at(position);
  const suspended = workload.paused.at(position);
  return {
    question: suspended ? 'why does it stand still?' : 'what does it wait for?',
    rows: rows(
      suspended
        ? { label: 'suspended', texts: ['spec.suspend is true: no Job is started'] }
        : { label: 'waits for', texts: [`the schedule ${schedule} to come round again`] },
      { label: 'last', texts: [when === '' ? 'it has not come round yet' : `it came round for ${when}`] },
      last === undefined ? undefined : { label: 'last Job', texts: [jobWords(last, position)] },
      { label: 'there', texts: [`${plural(jobs.length, 'Job')}, ${cron.active.at(position)} active`] },
      last?.phase.at(position) === 'stuck' ? (ended(story, last, position) ?? undefined) : undefined,
      suspended
        ? {
            label: 'way on',
            texts: [resumed(`cronjob ${workload.name}`)],
            command: resumed(`cronjob ${workload.name}`),
          }
        : undefined,
    ),
  };
}

const jobWords = (job: WorkloadStory, position: Position): string => {
  const phase = job.phase.at(position);
  const word =
    phase === 'stuck' ? 'failed' : phase === 'rolling' ? 'running' : phase === 'failing' ? 'trying again' : phase;
  const image = job.groups[0]?.image ?? '';
  return `${job.name} ${word}${image === '' ? '' : `, ${shortImage(image)}`}`;
};
