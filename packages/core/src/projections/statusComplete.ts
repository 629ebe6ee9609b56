import type { KubeObject } from '../kube/object.ts';

/** deploymentutil.DeploymentComplete, from the status as written; other kinds by what they report alike. */
export function statusComplete(object: KubeObject): boolean {
  const status = object.status ?? {};
  if ((status.observedGeneration ?? 0) < (object.metadata.generation ?? 0)) return false;
  const update = object.spec?.updateStrategy;
  // nothing but a hand makes new pods: what is there is all that is waited for
  const byHand = update?.type === 'OnDelete';
  if (object.kind === 'DaemonSet') {
    const wanted = status.desiredNumberScheduled ?? 0;
    return (byHand || (status.updatedNumberScheduled ?? 0) === wanted) && (status.numberAvailable ?? 0) === wanted;
  }
  const desired = object.spec?.replicas ?? 1;
  const total = status.replicas ?? 0;
  if (total !== desired || (status.availableReplicas ?? 0) !== desired) return false;
  if (byHand || object.kind === 'ReplicaSet' || object.kind === 'ReplicationController') return true;
  // of 5 pods with partition 3 the two highest are updated: polymorphichelpers.StatefulSetStatusViewer
  return (status.updatedReplicas ?? 0) >= desired - Math.min(desired, update?.rollingUpdate?.partition ?? 0);
}
