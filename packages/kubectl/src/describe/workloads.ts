import type { Condition, KubeObject } from '@playhead/core';
import { controllerOf } from '@playhead/core';
import { age } from '../printers/age.ts';
import { boolText, labelsText, selectorText } from '../printers/text.ts';
import { sortReplicaSets } from '../rollout/replicaSets.ts';
import { byName, type Source, writeEvents } from './events.ts';
import { dateText, Lines, writeAnnotations, writeLabels } from './lines.ts';
import { writePodTemplate } from './podTemplate.ts';

type Describe = (view: Source, object: KubeObject, now: number) => string;

export const describeDeployment: Describe = (view, d, now) => {
  const out = new Lines();
  const { spec, status = {} } = d;
  writeHead(out, d, 'created');
  out.line(0, `Selector:\t${selectorText(spec.selector)}`);
  out.line(
    0,
    `Replicas:\t${spec.replicas} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ` +
      `${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable`,
  );
  out.line(0, `StrategyType:\t${spec.strategy?.type ?? ''}`);
  out.line(0, `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling !== undefined)
    out.line(
      0,
      `RollingUpdateStrategy:\t${rolling.maxUnavailable ?? '<nil>'} max unavailable, ${rolling.maxSurge ?? '<nil>'} max surge`,
    );
  writePodTemplate(out, spec.template);
  writeConditions(out, status.conditions ?? []);
  const sets = sortReplicaSets(d, view.list('ReplicaSet', d.metadata.namespace).sort(byName));
  if (sets.old.length > 0 || sets.current !== undefined) {
    out.line(0, `OldReplicaSets:\t${sets.old.map(createdText).join(', ') || '<none>'}`);
    out.line(0, `NewReplicaSet:\t${sets.current === undefined ? '<none>' : createdText(sets.current)}`);
  }
  writeEvents(out, view, d, now);
  return out.aligned();
};

const createdText = (set: KubeObject): string =>
  `${set.metadata.name} (${set.status?.replicas ?? 0}/${set.spec.replicas ?? 0} replicas created)`;

/** A ReplicaSet or, with its plain selector, a ReplicationController. */
export const describeReplicaSet: Describe = (view, rs, now) => {
  const out = new Lines();
  out.line(0, `Name:\t${rs.metadata.name}`);
  out.line(0, `Namespace:\t${rs.metadata.namespace ?? ''}`);
  const plain = rs.kind === 'ReplicationController';
  out.line(0, `Selector:\t${plain ? labelsText(rs.spec.selector) : selectorText(rs.spec.selector)}`);
  writeLabels(out, 'Labels', rs.metadata.labels);
  writeAnnotations(out, 'Annotations', rs.metadata.annotations);
  if (!plain) writeController(out, rs);
  out.line(0, `Replicas:\t${rs.status?.replicas ?? 0} current / ${rs.spec.replicas ?? 0} desired`);
  writePodsStatus(out, view, rs);
  writePodTemplate(out, rs.spec.template);
  writeConditions(out, rs.status?.conditions ?? []);
  writeEvents(out, view, rs, now);
  return out.aligned();
};

export const describeStatefulSet: Describe = (view, set, now) => {
  const out = new Lines();
  const { spec, status = {} } = set;
  out.line(0, `Name:\t${set.metadata.name}`);
  out.line(0, `Namespace:\t${set.metadata.namespace ?? ''}`);
  out.line(0, `CreationTimestamp:\t${dateText(set.metadata.creationTimestamp)}`);
  out.line(0, `Selector:\t${selectorText(spec.selector)}`);
  writeLabels(out, 'Labels', set.metadata.labels);
  writeAnnotations(out, 'Annotations', set.metadata.annotations);
  out.line(0, `Replicas:\t${spec.replicas} desired | ${status.replicas ?? 0} total`);
  out.line(0, `Update Strategy:\t${spec.updateStrategy?.type ?? ''}`);
  const { partition, maxUnavailable } = spec.updateStrategy?.rollingUpdate ?? {};
  if (partition !== undefined) out.line(1, `Partition:\t${partition}`);
  if (partition !== undefined && maxUnavailable !== undefined) out.line(1, `MaxUnavailable:\t${maxUnavailable}`);
  writePodsStatus(out, view, set);
  writePodTemplate(out, spec.template);
  writeVolumeClaims(out, spec.volumeClaimTemplates ?? []);
  writeEvents(out, view, set, now);
  return out.aligned();
};

export const describeDaemonSet: Describe = (view, set, now) => {
  const out = new Lines();
  const { spec, status = {} } = set;
  out.line(0, `Name:\t${set.metadata.name}`);
  out.line(0, `Namespace:\t${set.metadata.namespace ?? ''}`);
  out.line(0, `Selector:\t${selectorText(spec.selector)}`);
  out.line(0, `Node-Selector:\t${labelsText(spec.template?.spec?.nodeSelector)}`);
  writeLabels(out, 'Labels', set.metadata.labels);
  writeAnnotations(out, 'Annotations', set.metadata.annotations);
  out.line(0, `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled ?? 0}`);
  out.line(0, `Current Number of Nodes Scheduled: ${status.currentNumberScheduled ?? 0}`);
  out.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}`);
  out.line(0, `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}`);
  out.line(0, `Number of Nodes Misscheduled: ${status.numberMisscheduled ?? 0}`);
  writePodsStatus(out, view, set);
  writePodTemplate(out, spec.template);
  writeEvents(out, view, set, now);
  return out.aligned();
};

export const describeJob: Describe = (view, job, now) => {
  const out = new Lines();
  const { spec, status = {} } = job;
  out.line(0, `Name:\t${job.metadata.name}`);
  out.line(0, `Namespace:\t${job.metadata.namespace ?? ''}`);
  out.line(0, `Selector:\t${selectorText(spec.selector)}`);
  writeLabels(out, 'Labels', job.metadata.labels);
  writeAnnotations(out, 'Annotations', job.metadata.annotations);
  writeController(out, job);
  const optional = (title: string, value: unknown) => value !== undefined && out.line(0, `${title}:\t${value}`);
  optional('Parallelism', spec.parallelism);
  out.line(0, `Completions:\t${spec.completions ?? '<unset>'}`);
  optional('Completion Mode', spec.completionMode);
  optional('Suspend', spec.suspend);
  optional('Backoff Limit', spec.backoffLimit);
  optional('TTL Seconds After Finished', spec.ttlSecondsAfterFinished);
  if (status.startTime !== undefined) out.line(0, `Start Time:\t${dateText(status.startTime)}`);
  if (status.completionTime !== undefined) out.line(0, `Completed At:\t${dateText(status.completionTime)}`);
  if (status.startTime !== undefined && status.completionTime !== undefined)
    out.line(0, `Duration:\t${age(Date.parse(status.completionTime) - Date.parse(status.startTime))}`);
  if (spec.activeDeadlineSeconds !== undefined) out.line(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`);
  const ready = status.ready === undefined ? '' : ` (${status.ready} Ready)`;
  out.line(
    0,
    `Pods Statuses:\t${status.active ?? 0} Active${ready} / ${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed`,
  );
  if (spec.completionMode === 'Indexed')
    out.line(0, `Completed Indexes:\t${indexesText(status.completedIndexes ?? '')}`);
  writePodTemplate(out, spec.template);
  writeEvents(out, view, job, now);
  return out.aligned();
};

/** At most some fifty characters, cut after a comma. */
function indexesText(indexes: string): string {
  if (indexes === '') return '<none>';
  const comma = indexes.indexOf(',', 50);
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

export const describeCronJob: Describe = (view, cron, now) => {
  const out = new Lines();
  const { spec, status = {} } = cron;
  const job = spec.jobTemplate?.spec ?? {};
  out.line(0, `Name:\t${cron.metadata.name}`);
  out.line(0, `Namespace:\t${cron.metadata.namespace ?? ''}`);
  writeLabels(out, 'Labels', cron.metadata.labels);
  writeAnnotations(out, 'Annotations', cron.metadata.annotations);
  out.line(0, `Schedule:\t${spec.schedule}`);
  out.line(0, `Concurrency Policy:\t${spec.concurrencyPolicy ?? ''}`);
  out.line(0, `Suspend:\t${boolText(spec.suspend)}`);
  out.line(0, `Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? '<unset>'}`);
  out.line(0, `Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? '<unset>'}`);
  const deadline = spec.startingDeadlineSeconds;
  out.line(0, `Starting Deadline Seconds:\t${deadline === undefined ? '<unset>' : `${deadline}s`}`);
  out.line(0, `Selector:\t${job.selector === undefined ? '<unset>' : selectorText(job.selector)}`);
  out.line(0, `Parallelism:\t${job.parallelism ?? '<unset>'}`);
  out.line(0, `Completions:\t${job.completions ?? '<unset>'}`);
  if (job.activeDeadlineSeconds !== undefined) out.line(0, `Active Deadline Seconds:\t${job.activeDeadlineSeconds}s`);
  writePodTemplate(out, job.template);
  const last = status.lastScheduleTime;
  out.line(0, `Last Schedule Time:\t${last === undefined ? '<unset>' : dateText(last)}`);
  const active = ((status.active ?? []) as { name: string }[]).map(reference => reference.name);
  out.line(0, `Active Jobs:\t${active.length === 0 ? '<none>' : active.join(', ')}`);
  writeEvents(out, view, cron, now);
  return out.aligned();
};

export function writeHead(out: Lines, object: KubeObject, when?: 'created'): void {
  out.line(0, `Name:\t${object.metadata.name}`);
  out.line(0, `Namespace:\t${object.metadata.namespace ?? ''}`);
  if (when === 'created') out.line(0, `CreationTimestamp:\t${dateText(object.metadata.creationTimestamp)}`);
  writeLabels(out, 'Labels', object.metadata.labels);
  writeAnnotations(out, 'Annotations', object.metadata.annotations);
}

export function writeController(out: Lines, object: KubeObject): void {
  const owner = controllerOf(object);
  if (owner !== undefined) out.line(0, `Controlled By:\t${owner.kind}/${owner.name}`);
}

function writeConditions(out: Lines, conditions: readonly Condition[]): void {
  if (conditions.length === 0) return;
  out.line(0, 'Conditions:\n  Type\tStatus\tReason');
  out.line(1, '----\t------\t------');
  for (const c of conditions) out.line(1, `${c.type} \t${c.status}\t${c.reason ?? ''}`);
}

function writePodsStatus(out: Lines, view: Source, owner: KubeObject): void {
  const count: Record<string, number> = {};
  for (const pod of view.list('Pod', owner.metadata.namespace)) {
    if (controllerOf(pod)?.uid !== owner.metadata.uid) continue;
    const phase = pod.status?.phase ?? '';
    count[phase] = (count[phase] ?? 0) + 1;
  }
  const { Running = 0, Pending = 0, Succeeded = 0, Failed = 0 } = count;
  out.line(0, `Pods Status:\t${Running} Running / ${Pending} Waiting / ${Succeeded} Succeeded / ${Failed} Failed`);
}

function writeVolumeClaims(out: Lines, claims: readonly KubeObject[]): void {
  if (claims.length === 0) out.line(0, 'Volume Claims:\t<none>');
  else out.line(0, 'Volume Claims:');
  for (const claim of claims) {
    out.line(1, `Name:\t${claim.metadata.name}`);
    out.line(1, `StorageClass:\t${claim.spec.storageClassName ?? ''}`);
    writeLabels(out, '  Labels', claim.metadata.labels);
    writeLabels(out, '  Annotations', claim.metadata.annotations);
    out.line(1, `Capacity:\t${claim.spec.resources?.requests?.storage ?? '<default>'}`);
    out.line(1, `Access Modes:\t[${(claim.spec.accessModes ?? []).join(' ')}]`);
  }
}
