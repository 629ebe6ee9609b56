/** podFailurePolicy and successPolicy (pod_failure_policy.go, success_policy.go): the first rule that matches decides. */
import type { ContainerStatus, Job, JobSpec, OnExitCodes, Pod, PodFailurePolicyRule } from '@playhead/core';
import { type Indexes, overlap, parseIndexes, total } from './indexes.ts';

/** What the policy makes of one failed pod. */
export interface Matched {
  readonly action?: PodFailurePolicyRule['action'];
  /** Whether the failure counts towards the limits. */
  readonly counts: boolean;
  /** Where the whole Job is to fail: why. */
  readonly failJob?: string;
}

export function matchFailurePolicy(policy: JobSpec['podFailurePolicy'], pod: Pod): Matched {
  for (const [index, rule] of (policy?.rules ?? []).entries()) {
    const cause = causeOf(rule, pod);
    if (cause === undefined) continue;
    const { action } = rule;
    if (action === 'Ignore') return { action, counts: false };
    if (action !== 'FailJob') return { action, counts: true };
    return { action, counts: true, failJob: `${cause} matching FailJob rule at index ${index}` };
  }
  return { counts: true };
}

function causeOf({ onExitCodes, onPodConditions }: PodFailurePolicyRule, pod: Pod): string | undefined {
  const { namespace = '', name } = pod.metadata;
  if (onExitCodes !== undefined) {
    const status =
      matchingContainer(pod.status.containerStatuses, onExitCodes) ??
      matchingContainer(
        (pod.status as { initContainerStatuses?: ContainerStatus[] }).initContainerStatuses,
        onExitCodes,
      );
    return status === undefined
      ? undefined
      : `Container ${status.name} for pod ${namespace}/${name} failed with exit code ${status.state.terminated?.exitCode}`;
  }
  const condition = (pod.status.conditions ?? []).find(c =>
    onPodConditions?.some(pattern => pattern.type === c.type && pattern.status === c.status),
  );
  return condition === undefined ? undefined : `Pod ${namespace}/${name} has condition ${condition.type}`;
}

/** Exit code 0 never matches, not even NotIn. */
const matchingContainer = (statuses: readonly ContainerStatus[] | undefined, wanted: OnExitCodes) =>
  (statuses ?? []).find(({ name, state: { terminated } }) => {
    if (terminated === undefined || terminated.exitCode === 0) return false;
    if (wanted.containerName !== undefined && wanted.containerName !== name) return false;
    return wanted.values.includes(terminated.exitCode) === (wanted.operator === 'In');
  });

/** The message of the rule that is met; undefined where none is. */
export function matchSuccessPolicy(job: Job, succeeded: Indexes): string | undefined {
  if (succeeded.length === 0) return undefined;
  for (const [index, rule] of (job.spec.successPolicy?.rules ?? []).entries()) {
    const { succeededIndexes, succeededCount } = rule;
    const met =
      succeededIndexes === undefined
        ? succeededCount !== undefined && total(succeeded) >= succeededCount
        : meets(parseIndexes(succeededIndexes, job.spec.completions ?? 0), succeeded, succeededCount);
    if (met) return `Matched rules at index ${index}`;
  }
  return undefined;
}

function meets(required: Indexes, succeeded: Indexes, count: number | undefined): boolean {
  if (required.length === 0) return false;
  const common = overlap(required, succeeded);
  return common === total(required) || (count !== undefined && common >= count);
}
