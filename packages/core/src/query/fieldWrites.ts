/**
 * Which writes may change a field: of the hundred writes of a Deployment in a rollout two change its template. A search
 * for a field reads these alone, and folds of them only what concerns it.
 */
import { foldEntry } from '../fold/object.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Entry } from '../log/entry.ts';
import type { Event, EventType, FieldChanges } from '../log/event.ts';
import type { Saying } from '../timeline/sayings.ts';
import type { FieldStep } from './reference.ts';

/** A field of `spec` or of `metadata`: what events do to one has nothing to do with any other. */
export interface Field {
  readonly of: 'spec' | 'metadata';
  readonly name: string;
}

/** The field that a path begins with; undefined where it may be changed by any write, as a status is. */
export function fieldIn([of, name]: readonly FieldStep[]): Field | undefined {
  if (of !== 'spec' && of !== 'metadata') return undefined;
  // every write leaves another resourceVersion
  if (typeof name !== 'string' || name === 'resourceVersion') return undefined;
  return { of, name };
}

/** What the fold of an event sets under `spec` and `metadata` (`fold/object.ts`): all of it, by paths, or these. */
const SETS: { readonly [Type in EventType]: 'all' | 'by paths' | readonly string[] } = {
  CommandIssued: [],
  CommandCompleted: [],
  CommandRefused: [],
  FaultInjected: [],
  Noted: [],
  ScaledUp: ['spec.replicas'],
  ScaledDown: ['spec.replicas'],
  Paused: ['spec.paused'],
  Resumed: ['spec.paused'],
  TemplateChanged: ['spec.template'],
  RolledBack: ['spec.template'],
  StrategyChanged: 'by paths',
  RevisionAssigned: ['metadata.annotations'],
  ConditionChanged: [],
  ConditionRemoved: [],
  StatusReported: [],
  Adopted: ['metadata.ownerReferences'],
  Released: ['metadata.ownerReferences'],
  CreateFailed: [],
  PodScheduled: ['spec.nodeName'],
  PodUnschedulable: [],
  PodAccepted: [],
  ContainerWaiting: [],
  ContainerStarted: [],
  ContainerTerminated: [],
  PodStarted: [],
  PodReady: [],
  PodUnready: [],
  PodFinished: [],
  TerminationRequested: ['metadata.generation', 'metadata.deletionTimestamp', 'metadata.deletionGracePeriodSeconds'],
  EndpointsChanged: [],
  EventRepeated: [],
  Created: 'all',
  Changed: 'by paths',
  Deleted: 'all',
  Remembered: [],
};

const sets = (type: EventType, { of, name }: Field): boolean => {
  const fields = SETS[type];
  return typeof fields === 'string' || fields.includes(`${of}.${name}`);
};

/** Whether entries of a saying may change a field; with none asked for, whether the object is there after them. */
export const mayChange =
  (field: Field | 'its being there') =>
  ({ types }: Saying): boolean =>
    types.some(type => (field === 'its being there' ? SETS[type] === 'all' : sets(type, field)));

/** The object after an entry, right in this field: what the entry says of others is passed over. */
export function foldField(before: KubeObject | undefined, entry: Entry, field: Field): KubeObject | undefined {
  const events = entry.events.filter(({ type }) => sets(type, field)).map(event => within(event, field));
  return foldEntry(before, { ...entry, events });
}

function within(event: Event, field: Field): Event {
  if (event.type !== 'Changed' && event.type !== 'StrategyChanged') return event;
  const { set, unset } = event;
  const changes: FieldChanges = {
    set: set.filter(([path]) => concerns(path, field)),
    unset: unset.filter(path => concerns(path, field)),
  };
  return { type: event.type, ...changes };
}

/** A path above the field changes it with all else there. */
const concerns = (path: readonly (string | number)[], { of, name }: Field): boolean =>
  path.length === 0 || (path[0] === of && (path.length === 1 || path[1] === name));
