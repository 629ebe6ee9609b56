import type { Json, KubeObject } from '../kube/object.ts';
import type { Entry } from '../log/entry.ts';
import type { Event, FieldChanges } from '../log/event.ts';
import { applyChanges } from './change.ts';
import * as condition from './condition.ts';
import { Draft } from './draft.ts';
import * as pod from './pod.ts';
import * as workload from './workload.ts';

/** What an entry makes of its subject. @throws where an event needs an object that is not there, with the position. */
export function foldEntry(before: KubeObject | undefined, entry: Entry): KubeObject | undefined {
  const draft = new Draft(before);
  applyEntry(draft, entry);
  return draft.object;
}

export function foldEvent(before: KubeObject | undefined, event: Event, entry: Entry): KubeObject | undefined {
  const draft = new Draft(before);
  applyEvent(draft, event, entry);
  return draft.object;
}

export function foldObjectEvent(before: KubeObject, event: ObjectEvent): KubeObject {
  const draft = new Draft(before);
  applyObjectEvent(draft, event);
  return draft.object!;
}

/** All events of an entry, and the resourceVersion it left. */
export function applyEntry(draft: Draft, entry: Entry): void {
  const { events } = entry;
  for (let i = 0; i < events.length; i++) applyEvent(draft, events[i]!, entry);
  if (draft.object === undefined || entry.resourceVersion === undefined) return;
  const resourceVersion = String(entry.resourceVersion);
  if (draft.object.metadata.resourceVersion !== resourceVersion) draft.metadata().resourceVersion = resourceVersion;
}

/** The one switch. Each case is a small function of the object as it was. */
function applyEvent(draft: Draft, event: Event, entry: Entry): void {
  switch (event.type) {
    case 'Created':
      return draft.replace(event.object);
    case 'Deleted':
      return draft.replace(undefined);
    case 'CommandIssued':
    case 'CommandCompleted':
    case 'CommandRefused':
    case 'FaultInjected':
    case 'Noted':
    case 'CreateFailed':
    case 'Remembered':
      return;
    default:
      if (draft.object === undefined)
        throw new Error(`@${entry.position}: ${event.type} for ${entry.subject}, which does not exist`);
      return applyObjectEvent(draft, event);
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

function applyObjectEvent(draft: Draft, event: ObjectEvent): void {
  switch (event.type) {
    case 'Changed':
    case 'StrategyChanged':
      return change(draft, event);
    case 'ScaledUp':
    case 'ScaledDown':
      draft.spec().replicas = event.to;
      return;
    case 'Paused':
      draft.spec().paused = true;
      return;
    case 'Resumed':
      return workload.resumed(draft);
    case 'TemplateChanged':
    case 'RolledBack':
      draft.spec().template = applyChanges(draft.spec().template, event);
      return;
    case 'RevisionAssigned':
      return workload.revisionAssigned(draft, event.revision);
    case 'StatusReported':
      return workload.statusReported(draft, event.counts);
    case 'Adopted':
      return workload.adopted(draft, event.owner);
    case 'Released':
      return workload.released(draft, event.owner);
    case 'TerminationRequested':
      return workload.terminationRequested(draft, event.at, event.graceSeconds);
    case 'EndpointsChanged':
      draft.own().endpoints = event.endpoints;
      return;
    case 'EventRepeated':
      draft.own().count = event.count;
      draft.own().lastTimestamp = event.at;
      return;
    case 'ConditionChanged':
      return condition.changed(draft, event.condition, event.moved);
    case 'ConditionRemoved':
      return condition.removed(draft, event.conditionType);
    case 'PodScheduled':
      return pod.scheduled(draft, event.node, event.at);
    case 'PodUnschedulable':
      return pod.unschedulable(draft, event.message, event.at);
    case 'PodAccepted':
      return pod.accepted(draft, event.hostIP, event.at);
    case 'PodStarted':
      return pod.started(draft, event.podIP, event.at);
    case 'PodReady':
      return pod.ready(draft, event.at);
    case 'PodUnready':
      return pod.unready(draft, event.at, event.reason, event.message);
    case 'PodFinished':
      draft.status().phase = event.phase;
      return;
    case 'ContainerWaiting':
      return pod.containerWaiting(draft, event.container, event.reason, event.message);
    case 'ContainerStarted':
      return pod.containerStarted(draft, event.container, event.at);
    case 'ContainerTerminated':
      return pod.containerTerminated(draft, event);
    default:
      return unknownEvent(event);
  }
}

/** What a change leaves over of the old object is shared with it, so nothing of the new one is the draft's own. */
const change = (draft: Draft, changes: FieldChanges): void =>
  draft.replace(applyChanges(draft.object as unknown as Json, changes) as unknown as KubeObject);

function unknownEvent(event: never): never {
  throw new Error(`no fold for ${JSON.stringify(event)}`);
}
