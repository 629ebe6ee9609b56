import type { Json, KubeObject, ObjectMeta } from '../kube/object.ts';
import type { Entry } from '../log/entry.ts';
import type { Event } from '../log/event.ts';
import { applyChanges } from './change.ts';
import * as condition from './condition.ts';
import { copy, type Writable, withMetadata } from './copy.ts';
import * as pod from './pod.ts';
import * as workload from './workload.ts';

/** What an entry makes of its subject. @throws where an event needs an object that is not there, with the position. */
export function foldEntry(before: KubeObject | undefined, entry: Entry): KubeObject | undefined {
  let object = before;
  for (const event of entry.events) object = foldEvent(object, event, entry);
  if (object === undefined || entry.resourceVersion === undefined) return object;
  const resourceVersion = String(entry.resourceVersion);
  if (object.metadata.resourceVersion === resourceVersion) return object;
  const metadata: Writable<ObjectMeta> = copy(object.metadata);
  metadata.resourceVersion = resourceVersion;
  return withMetadata(object, metadata);
}

/** The one switch. Each case is a small pure function of the object as it was. */
export function foldEvent(before: KubeObject | undefined, event: Event, entry: Entry): KubeObject | undefined {
  switch (event.type) {
    case 'Created':
      return event.object;
    case 'Deleted':
      return undefined;
    case 'CommandIssued':
    case 'CommandCompleted':
    case 'CommandRefused':
    case 'FaultInjected':
    case 'Noted':
    case 'CreateFailed':
    case 'Remembered':
      return before;
    default:
      if (before === undefined)
        throw new Error(`@${entry.position}: ${event.type} for ${entry.subject}, which does not exist`);
      return foldObjectEvent(before, event);
  }
}

type ObjectEvent = Exclude<
  Event,
  {
    type:
      | 'Created'
      | 'Deleted'
      | 'CommandIssued'
      | 'CommandCompleted'
      | 'CommandRefused'
      | 'FaultInjected'
      | 'Noted'
      | 'CreateFailed'
      | 'Remembered';
  }
>;

export function foldObjectEvent(object: KubeObject, event: ObjectEvent): KubeObject {
  switch (event.type) {
    case 'Changed':
    case 'StrategyChanged':
      return applyChanges(object as unknown as Json, event) as unknown as KubeObject;
    case 'ScaledUp':
    case 'ScaledDown':
      return workload.scaled(object, event.to);
    case 'Paused':
      return workload.paused(object);
    case 'Resumed':
      return workload.resumed(object);
    case 'TemplateChanged':
    case 'RolledBack':
      return workload.withSpecField(object, 'template', applyChanges(object.spec.template, event));
    case 'RevisionAssigned':
      return workload.revisionAssigned(object, event.revision);
    case 'StatusReported':
      return workload.statusReported(object, event.counts);
    case 'Adopted':
      return workload.adopted(object, event.owner);
    case 'Released':
      return workload.released(object, event.owner);
    case 'TerminationRequested':
      return workload.terminationRequested(object, event.at, event.graceSeconds);
    case 'EndpointsChanged':
      return { ...object, endpoints: event.endpoints };
    case 'EventRepeated':
      return { ...object, count: event.count, lastTimestamp: event.at };
    case 'ConditionChanged':
      return condition.changed(object, event.condition, event.moved);
    case 'ConditionRemoved':
      return condition.removed(object, event.conditionType);
    case 'PodScheduled':
      return pod.scheduled(object, event.node, event.at);
    case 'PodUnschedulable':
      return pod.unschedulable(object, event.message, event.at);
    case 'PodAccepted':
      return pod.accepted(object, event.hostIP, event.at);
    case 'PodStarted':
      return pod.started(object, event.podIP, event.at);
    case 'PodReady':
      return pod.ready(object, event.at);
    case 'PodUnready':
      return pod.unready(object, event.at, event.reason, event.message);
    case 'PodFinished':
      return pod.finished(object, event.phase);
    case 'ContainerWaiting':
      return pod.containerWaiting(object, event.container, event.reason, event.message);
    case 'ContainerStarted':
      return pod.containerStarted(object, event.container, event.at);
    case 'ContainerTerminated':
      return pod.containerTerminated(object, event);
    default:
      return unknownEvent(event);
  }
}

function unknownEvent(event: never): never {
  throw new Error(`no fold for ${JSON.stringify(event)}`);
}
