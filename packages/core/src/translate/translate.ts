/**
 * From two versions of an object to what happened to it: the smallest set of meaning-events, plus a `Changed` for what
 * they leave over. Folding the events over `before` gives `after` back field for field (resourceVersion aside, which is
 * the entry's). Simulated writes and recorded watch events both come through here, so they speak the same language.
 */
import { foldObjectEvent } from '../fold/object.ts';
import { REVISION } from '../fold/workload.ts';
import type { Json, KubeObject } from '../kube/object.ts';
import type { Event, Meant } from '../log/event.ts';
import { diff, isEmpty } from './diff.ts';
import { podEvents } from './pod.ts';
import { workloadEvents } from './workload.ts';

/** What a rollback is recognised by: the templates of a Deployment's earlier revisions. */
export interface TranslateContext {
  /** The revision whose template equals this one, of the object's ReplicaSets other than the current. */
  readonly revisionOf?: (object: KubeObject) => number | undefined;
}

export function translate(
  before: KubeObject | undefined,
  after: KubeObject | undefined,
  context: TranslateContext = {},
): Event[] {
  if (after === undefined) return before === undefined ? [] : [{ type: 'Deleted' }];
  if (before === undefined || before.metadata.uid !== after.metadata.uid) return [{ type: 'Created', object: after }];
  const events: Event[] = [];
  let reached = before;
  for (const event of recognise(before, after, context)) {
    events.push(event);
    reached = foldObjectEvent(reached, event as Parameters<typeof foldObjectEvent>[1]);
  }
  if (reached.metadata.resourceVersion !== after.metadata.resourceVersion)
    reached = { ...reached, metadata: { ...reached.metadata, resourceVersion: after.metadata.resourceVersion } };
  const rest = diff(reached as unknown as Json, after as unknown as Json);
  if (!isEmpty(rest)) events.push({ type: 'Changed', ...rest });
  return events;
}

function recognise(before: KubeObject, after: KubeObject, context: TranslateContext): Meant[] {
  const events: Meant[] = [];
  const goes = after.metadata.deletionTimestamp;
  if (goes !== undefined && before.metadata.deletionTimestamp === undefined)
    events.push({
      type: 'TerminationRequested',
      at: goes,
      graceSeconds: after.metadata.deletionGracePeriodSeconds ?? 0,
    });
  owners(before, after, events);
  if (after.kind === 'Pod') podEvents(before, after, events);
  else if (after.kind === 'Event') {
    if (after.count !== before.count && typeof after.count === 'number' && after.lastTimestamp !== undefined)
      events.push({ type: 'EventRepeated', count: after.count, at: after.lastTimestamp });
  } else if (after.kind === 'EndpointSlice') {
    if (!isEmpty(diff(before.endpoints ?? [], after.endpoints ?? [])) && after.endpoints !== undefined)
      events.push({ type: 'EndpointsChanged', endpoints: after.endpoints ?? [] });
  } else workloadEvents(before, after, events, context);
  const revision = after.metadata.annotations?.[REVISION];
  if (revision !== undefined && revision !== before.metadata.annotations?.[REVISION])
    events.push({ type: 'RevisionAssigned', revision });
  return events;
}

function owners(before: KubeObject, after: KubeObject, events: Meant[]): void {
  const [old, now] = [before.metadata.ownerReferences, after.metadata.ownerReferences];
  if (old === now) return;
  for (const owner of old ?? [])
    if (owner.controller === true && !now?.some(o => o.uid === owner.uid)) events.push({ type: 'Released', owner });
  for (const owner of now ?? [])
    if (owner.controller === true && !old?.some(o => o.uid === owner.uid)) events.push({ type: 'Adopted', owner });
}
