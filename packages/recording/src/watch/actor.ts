import {
  type ClusterView,
  controllerOf,
  type Event,
  equal,
  isActive,
  type Json,
  type KubeObject,
  keyOf,
  type ManagedFieldsEntry,
  type OwnerReference,
} from '@playhead/core';
import type { AskedToGo } from './asked.ts';
import type { Sizes } from './sizes.ts';
import type { StatefulSets } from './statefulSet.ts';

/** One write as the watch showed it. `state` is the state before it. */
export interface SeenWrite {
  readonly before: KubeObject | undefined;
  readonly after: KubeObject;
  readonly deleted: boolean;
  readonly events: readonly Event[];
  readonly state: ClusterView;
  readonly sizes: Sizes;
  readonly sets: StatefulSets;
  /** Milliseconds since the run began. */
  readonly time: number;
  readonly askedToGo: AskedToGo;
}

/**
 * Who wrote, in the words the screens use. Read from `metadata.managedFields`: the manager, subresource and time of the
 * entry that changed. The controllers of kube-controller-manager share one manager name and are told apart by kind,
 * subresource and owner. Within one second, and for deletions and bindings, the server notes no manager: there the
 * change itself says who alone could have made it.
 */
export function actorOf(write: SeenWrite): string {
  const { after } = write;
  if (after.kind === 'Event') return component(after);
  if (write.deleted) return deleter(write);
  if (write.events.some(e => e.type === 'TerminationRequested')) return terminator(write);
  if (write.events.some(e => e.type === 'PodScheduled' || e.type === 'PodUnschedulable')) return 'scheduler';
  if (isEndOfGrace(write)) return kubeletOf(after);
  if (isOrphaned(write)) return 'garbage-collector';
  if (isScaledToNothing(write)) return 'kubectl scale';
  const entry = changedEntry(write.before, after) ?? vanishedEntry(write.before, after) ?? ownerOfChange(write);
  if (after.kind === 'Deployment' && write.events.every(e => e.type === 'RevisionAssigned' || e.type === 'Changed'))
    if (write.events.some(e => e.type === 'RevisionAssigned')) return 'deployment-controller';
  return entry === undefined ? controllerFor(after, isStatusOnly(write)) : inWords(entry, write);
}

/** A kubelet's last word on a pod that is asked to go: it has stopped, no grace is left. */
const isEndOfGrace = ({ before, after }: SeenWrite): boolean =>
  after.kind === 'Pod' &&
  after.spec?.nodeName !== undefined &&
  before?.metadata.deletionTimestamp !== undefined &&
  after.metadata.deletionGracePeriodSeconds === 0 &&
  before.metadata.deletionGracePeriodSeconds !== 0;

/** Let go by an owner that goes and leaves it behind (`delete --cascade=orphan`): the garbage collector does that. */
function isOrphaned({ events, after, state }: SeenWrite): boolean {
  return events.some(event => {
    if (event.type !== 'Released') return false;
    const owner = state.get(keyOf(event.owner.kind, after.metadata.namespace ?? '', event.owner.name));
    return owner?.metadata.uid === event.owner.uid && owner.metadata.deletionTimestamp !== undefined;
  });
}

/**
 * Through the scale subresource to 0: an empty number is left out of what is sent, so its writer owns no field and is not
 * named; only that whoever owned the size has lost it can be seen.
 */
function isScaledToNothing({ before, after, events }: SeenWrite): boolean {
  if (before === undefined || controllerOf(after) !== undefined) return false;
  const owns = (object: KubeObject) => object.metadata.managedFields?.some(entry => ownsSpec(entry, 'f:replicas'));
  return (
    after.spec?.replicas === 0 && events.some(e => e.type === 'ScaledDown') && owns(before) === true && !owns(after)
  );
}

const component = (event: KubeObject): string => {
  const name: unknown = event.source?.component || event.reportingComponent;
  return typeof name === 'string' && name !== '' ? (WELL_KNOWN[name] ?? name) : 'unknown';
};

const WELL_KNOWN: Readonly<Record<string, string>> = {
  'default-scheduler': 'scheduler',
  'kube-scheduler': 'scheduler',
  'endpoint-slice-controller': 'endpointslice-controller',
};

/** The entry of managedFields that is new or changed; of several the newest, and of those one that was not there. */
function changedEntry(before: KubeObject | undefined, after: KubeObject): ManagedFieldsEntry | undefined {
  const old = before?.metadata.managedFields ?? [];
  let best: ManagedFieldsEntry | undefined;
  let bestIsNew = false;
  for (const entry of after.metadata.managedFields ?? []) {
    const was = old.find(
      e => e.manager === entry.manager && e.operation === entry.operation && e.subresource === entry.subresource,
    );
    // an entry that lost fields to another manager keeps its time
    const wrote = was === undefined || was.time !== entry.time || grew(was.fieldsV1, entry.fieldsV1);
    if (!wrote) continue;
    const newer = best === undefined || (entry.time ?? '') > (best.time ?? '');
    const asNew = (entry.time ?? '') === (best?.time ?? '') && was === undefined && !bestIsNew;
    if (newer || asNew) {
      best = entry;
      bestIsNew = was === undefined;
    }
  }
  return best;
}

/** Does `now` have a field that `was` has not? */
function grew(was: Json | undefined, now: Json | undefined): boolean {
  if (was === now || !isFields(now)) return false;
  if (!isFields(was)) return true;
  for (const key in now) if (was[key] === undefined || grew(was[key], now[key])) return true;
  return false;
}

const isFields = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A manager that took away the only field it owned is no longer named, as after `rollout resume`. */
function vanishedEntry(before: KubeObject | undefined, after: KubeObject): ManagedFieldsEntry | undefined {
  const now = after.metadata.managedFields ?? [];
  return before?.metadata.managedFields?.find(
    old => !now.some(entry => entry.manager === old.manager && entry.subresource === old.subresource),
  );
}

/**
 * No entry changed: a second write of one manager in the same second. It owns the field that changed; where that is not
 * told, the newest that writes to this part of the object.
 */
function ownerOfChange(write: SeenWrite): ManagedFieldsEntry | undefined {
  const status = isStatusOnly(write);
  const field = write.events.some(e => e.type === 'ScaledUp' || e.type === 'ScaledDown') ? 'f:replicas' : undefined;
  let best: ManagedFieldsEntry | undefined;
  for (const entry of write.after.metadata.managedFields ?? []) {
    if ((entry.subresource === 'status') !== status) continue;
    if (field !== undefined && !ownsSpec(entry, field)) continue;
    if (best === undefined || (entry.time ?? '') >= (best.time ?? '')) best = entry;
  }
  return best;
}

const ownsSpec = ({ fieldsV1 }: ManagedFieldsEntry, field: string): boolean => {
  const spec = isFields(fieldsV1) ? fieldsV1['f:spec'] : undefined;
  return isFields(spec) && spec[field] !== undefined;
};

function isStatusOnly({ before, after }: SeenWrite): boolean {
  if (before === undefined) return false;
  return equal(before.spec ?? null, after.spec ?? null) && !equal(before.status ?? null, after.status ?? null);
}

function inWords(entry: ManagedFieldsEntry, write: SeenWrite): string {
  const manager = entry.manager ?? 'unknown';
  if (manager === 'kube-controller-manager')
    return entry.subresource === 'scale'
      ? 'horizontal-pod-autoscaler'
      : controllerFor(write.after, entry.subresource === 'status');
  if (manager === 'kube-scheduler') return 'scheduler';
  if (write.after.kind === 'Pod' && (manager === 'kubelet' || manager === 'node')) return kubeletOf(write.after);
  if (manager === 'kubectl') return plainKubectl(entry, write);
  if (!manager.startsWith('kubectl-')) return manager;
  return kubectlWords(manager.slice('kubectl-'.length), write);
}

const kubeletOf = (pod: KubeObject): string => {
  const node: unknown = pod.spec?.nodeName;
  return typeof node === 'string' ? `kubelet ${node}` : 'kubelet';
};

/** `rollout undo` and `scale` name no field manager of their own; server-side apply says so by its operation. */
function plainKubectl(entry: ManagedFieldsEntry, write: SeenWrite): string {
  if (entry.operation === 'Apply') return 'kubectl apply';
  if (entry.subresource === 'scale') return 'kubectl scale';
  return write.events.some(e => e.type === 'RolledBack' || e.type === 'TemplateChanged')
    ? 'kubectl rollout undo'
    : 'kubectl';
}

function kubectlWords(verb: string, write: SeenWrite): string {
  if (verb === 'client-side-apply') return 'kubectl apply';
  if (verb === 'set') return `kubectl set ${whatWasSet(write)}`.trimEnd();
  if (verb === 'rollout') return `kubectl rollout ${whatRollout(write)}`.trimEnd();
  return `kubectl ${verb}`;
}

/** `image`, `env`, `resources`, … by the field of the container that changed. */
function whatWasSet({ before, after, events }: SeenWrite): string {
  for (const event of events) {
    if (event.type !== 'TemplateChanged' && event.type !== 'RolledBack') continue;
    for (const path of [...event.set.map(([path]) => path), ...event.unset]) {
      const field = path.find(step => step === 'image' || step === 'env' || step === 'resources' || step === 'envFrom');
      if (field !== undefined) return field === 'envFrom' ? 'env' : String(field);
      if (path.includes('serviceAccountName') || path.includes('serviceAccount')) return 'serviceaccount';
    }
  }
  if (!equal(before?.spec?.selector ?? null, after.spec?.selector ?? null)) return 'selector';
  return '';
}

function whatRollout({ events }: SeenWrite): string {
  for (const event of events) {
    if (event.type === 'Paused') return 'pause';
    if (event.type === 'Resumed') return 'resume';
    if (event.type === 'RolledBack') return 'undo';
    if (event.type === 'TemplateChanged') return 'restart';
  }
  return '';
}

/** Which controller inside kube-controller-manager writes this part of this kind. */
function controllerFor(object: KubeObject, status: boolean): string {
  const owner = controllerOf(object)?.kind;
  switch (object.kind) {
    case 'ReplicaSet':
      return status || owner === undefined ? 'replicaset-controller' : controllerOfKind(owner);
    case 'Pod':
      return owner === undefined ? 'user' : controllerOfKind(owner);
    case 'ControllerRevision':
    case 'Job':
      return status || owner === undefined ? controllerOfKind(object.kind) : controllerOfKind(owner);
    case 'HorizontalPodAutoscaler':
      return 'horizontal-pod-autoscaler';
    case 'ReplicationController':
      return 'replication-controller';
    case 'Service':
      return 'service-controller';
    default:
      return controllerOfKind(object.kind);
  }
}

const controllerOfKind = (kind: string): string => {
  if (kind === 'ReplicationController') return 'replication-controller';
  return `${kind.toLowerCase()}-controller`;
};

/** Who asked an object to go. A ReplicaSet asks only while it has more active pods than it wants. */
function terminator({ before, after, state, sizes, sets, time, askedToGo }: SeenWrite): string {
  const owner = controllerOf(after);
  if (owner === undefined || (after.kind === 'Pod' && askedToGo.take(after.metadata.name, time)))
    return 'kubectl delete';
  const holder = state.get(keyOf(owner.kind, after.metadata.namespace ?? '', owner.name));
  if (holder === undefined || holder.metadata.uid !== owner.uid) return 'garbage-collector';
  if (holder.metadata.deletionTimestamp !== undefined) return 'garbage-collector';
  const version = Number(after.metadata.resourceVersion);
  if (owner.kind === 'StatefulSet' && before !== undefined && !sets.mayDelete(before, owner.uid, version))
    return 'kubectl delete';
  const wanted = sizes.at(owner.uid, version);
  if (wanted !== undefined) {
    const active = state.dependents(owner.uid, 'Pod').filter(isActive).length;
    if (before !== undefined && active <= wanted) return 'kubectl delete';
  }
  return controllerOfKind(owner.kind);
}

/** Who took an object away for good. A pod that was leaving a node goes when its kubelet says so. */
function deleter(write: SeenWrite): string {
  const { before, after, state } = write;
  if (after.kind === 'Pod' && before?.metadata.deletionTimestamp !== undefined && after.spec?.nodeName !== undefined)
    return kubeletOf(after);
  const owner: OwnerReference | undefined = controllerOf(after) ?? after.metadata.ownerReferences?.[0];
  if (owner === undefined) return 'kubectl delete';
  const holder = state.get(keyOf(owner.kind, after.metadata.namespace ?? '', owner.name));
  if (holder === undefined || holder.metadata.uid !== owner.uid) return 'garbage-collector';
  return after.kind === 'Pod' ? terminator(write) : controllerOfKind(owner.kind);
}
