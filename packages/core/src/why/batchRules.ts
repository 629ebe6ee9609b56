/** Rules of Jobs and CronJobs. */
import { num, type Rule, rule } from './rule.ts';

export const BATCH_RULES = {
  'job.create': rule('fewer pods run than the Job wants', 'job_controller.go manageJob', i => [
    i.completions === 'any'
      ? `wanted ${i.wanted} = parallelism ${i.parallelism}`
      : `wanted ${i.wanted} = the smaller of ${num(i, 'completions') - num(i, 'succeeded')} (${i.completions} completions − ${i.succeeded} succeeded) and parallelism ${i.parallelism}`,
    `missing ${i.missing} of ${i.wanted} wanted − ${i.active} active; made in batches of 1, 2, 4, …`,
  ]),
  'job.delete': rule('more pods run than the Job wants', 'job_controller.go manageJob', i => [
    `surplus ${i.surplus} = ${i.active} active − ${i.wanted} wanted`,
  ]),
  'job.suspend': rule('suspended: its pods go', 'job_controller.go manageJob', i => [`${i.active} active → 0`]),
  'job.resume': rule('resumed: its time runs anew', 'job_controller.go syncJob'),
  'job.end': rule('the Job has come to its end: pods that still run go', 'job_controller.go syncJob', i => [
    `${i.reason}; ${i.active} active`,
  ]),
  'job.status': rule('the status says how its pods are', 'job_controller.go trackJobStatusAndRemoveFinalizers', i => [
    `active ${i.active}, ready ${i.ready}, succeeded ${i.succeeded} of ${i.completions}, failed ${i.failed}`,
  ]),
  'job.count': rule(
    'its end stands in the status: the pod may go',
    'job_controller.go flushUncountedAndRemoveFinalizers',
    i => [`${i.pods} counted`],
  ),
  'job.orphan': rule('no Job counts this pod any more', 'job_controller.go syncOrphanPod'),
  'job.ttl': rule('finished long enough ago', 'ttlafterfinished_controller.go processJob', i => [
    `${i.seconds} s (ttlSecondsAfterFinished)`,
  ]),

  'cronjob.create': rule('the schedule has come round', 'cronjob_controllerv2.go syncCronJob', i => [
    `scheduled for ${i.scheduled}; ${i.active} active (${i.policy})`,
  ]),
  'cronjob.skip': rule('the schedule has come round, but no Job starts', 'cronjob_controllerv2.go syncCronJob', i => [
    `${i.reason}`,
  ]),
  'cronjob.replace': rule('the Job before still runs and is replaced', 'cronjob_controllerv2.go syncCronJob', i => [
    `${i.job}`,
  ]),
  'cronjob.history': rule('more finished Jobs than are kept', 'cronjob_controllerv2.go removeOldestJobs', i => [
    `${i.finished} ${i.end} > ${i.limit} kept`,
  ]),
  'cronjob.status': rule('the status says which Jobs run', 'cronjob_controllerv2.go syncCronJob', i => [
    `${i.active} active`,
  ]),
} satisfies Record<string, Rule>;
