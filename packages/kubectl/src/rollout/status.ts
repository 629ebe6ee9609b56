import type { KubeObject } from '@playhead/core';
import { conditionOf } from '@playhead/core';

/** What `rollout status` says of a state: a line and whether it is over, or an error. */
export type Status = { readonly line: string; readonly done: boolean } | { readonly error: string };

/** The viewer of a kind (polymorphichelpers.StatusViewerFor); undefined where none exists. */
export const statusViewer = (kind: string): ((object: KubeObject, revision: number) => Status) | undefined =>
  VIEWERS[kind];

const VIEWERS: Readonly<Record<string, (object: KubeObject, revision: number) => Status>> = {
  Deployment: deploymentStatus,
  DaemonSet: daemonSetStatus,
  StatefulSet: statefulSetStatus,
};

const waiting = (line: string): Status => ({ line: `${line}\n`, done: false });
const over = (line: string): Status => ({ line: `${line}\n`, done: true });

/** `0 out of 3 updated`, `1 old pending`, `2 of 3 available`, done: in that order. */
function deploymentStatus(d: KubeObject, revision: number): Status {
  if (revision > 0) {
    const running = Number(d.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (running !== revision)
      return { error: `desired revision (${revision}) is different from the running revision (${running})` };
  }
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = d.status ?? {};
  if ((d.metadata.generation ?? 0) > observedGeneration)
    return waiting('Waiting for deployment spec update to be observed...');
  const { name } = d.metadata;
  if (conditionOf(d, 'Progressing')?.reason === 'ProgressDeadlineExceeded')
    return { error: `deployment "${name}" exceeded its progress deadline` };
  const head = `Waiting for deployment "${name}" rollout to finish:`;
  if (d.spec.replicas !== undefined && updatedReplicas < d.spec.replicas)
    return waiting(`${head} ${updatedReplicas} out of ${d.spec.replicas} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return waiting(`${head} ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${head} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  return over(`deployment "${name}" successfully rolled out`);
}

const ROLLING_ONLY: Status = { error: 'rollout status is only available for RollingUpdate strategy type' };

function daemonSetStatus(set: KubeObject): Status {
  if (set.spec.updateStrategy?.type !== 'RollingUpdate') return ROLLING_ONLY;
  const {
    observedGeneration = 0,
    updatedNumberScheduled = 0,
    desiredNumberScheduled = 0,
    numberAvailable = 0,
  } = set.status ?? {};
  if ((set.metadata.generation ?? 0) > observedGeneration)
    return waiting('Waiting for daemon set spec update to be observed...');
  const head = `Waiting for daemon set "${set.metadata.name}" rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled)
    return waiting(`${head} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`);
  if (numberAvailable < desiredNumberScheduled)
    return waiting(`${head} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`);
  return over(`daemon set "${set.metadata.name}" successfully rolled out`);
}

function statefulSetStatus(set: KubeObject): Status {
  if (set.spec.updateStrategy?.type !== 'RollingUpdate') return ROLLING_ONLY;
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0 } = set.status ?? {};
  const { updateRevision = '', currentRevision = '', currentReplicas = 0 } = set.status ?? {};
  if (observedGeneration === 0 || (set.metadata.generation ?? 0) > observedGeneration)
    return waiting('Waiting for statefulset spec update to be observed...');
  const { replicas } = set.spec;
  if (replicas !== undefined && readyReplicas < replicas)
    return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready...`);
  const rolling = set.spec.updateStrategy.rollingUpdate;
  if (rolling !== undefined) {
    const wanted = (replicas ?? 0) - (rolling.partition ?? 0);
    if (replicas !== undefined && rolling.partition !== undefined && updatedReplicas < wanted)
      return waiting(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated...`,
      );
    return over(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision)
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
    );
  return over(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}
