import { selectorMatches } from '@playhead/api';
import { hasTimeToLive, isFinished, isTracked, syncFinished, syncJob, syncOrphanPod } from '@playhead/controllers';
import type { Change, Job, ObjectKey, Pod } from '@playhead/core';
import { controllerOf, keyOfObject } from '@playhead/core';
import { ownerIn, type Wakened, type Wiring } from './wiring.ts';

/** Pods come in crowds: a Job is looked at a second after the first of them, and of its own status writes. */
const BATCH = 1000;
const RETRY = { first: 1000, most: 60_000 };
const ACTOR = 'job-controller';

/** Jobs and their pods (job_controller.go: the event handlers). */
export const job: Wiring = {
  actor: ACTOR,
  decide: syncJob,
  retry: RETRY,
  wake: (change, wakened) => {
    const { kind } = (change.after ?? change.before)!;
    if (kind === 'Job') jobChanged(change, wakened);
    else if (kind === 'Pod') podChanged(change, wakened);
  },
  takeUp: (object, { cache, past, time, add, addAfter }) => {
    if (object.kind !== 'Job') return;
    const key = keyOfObject(object);
    const writtenAt = (of: ObjectKey): number => past.written.get(of)?.time ?? 0;
    const own = writtenAt(key);
    // a batch that was being waited for goes on being waited for: it began with the first change since the Job's own
    const since = cache.dependents(object.metadata.uid, 'Pod').map(pod => writtenAt(keyOfObject(pod)));
    const left = BATCH - (time - Math.min(...since.filter(at => at > own), Math.max(own, ...since)));
    if (left > 0) addAfter(key, left);
    else add(key);
  },
};

function jobChanged({ key, before, after }: Change, { add, addAfter }: Wakened): void {
  const [was, is] = [before as Job | undefined, after as Job | undefined];
  if (was === undefined || is === undefined) return add(key);
  if (isFinished(is)) return;
  if (was.metadata.generation === is.metadata.generation) addAfter(key, BATCH);
  else add(key);
}

function podChanged({ before, after }: Change, { cache, addAfter }: Wakened): void {
  const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
  const formerOwner = was !== undefined && was.uid !== is?.uid ? ownerIn(cache, before, 'Job') : undefined;
  if (formerOwner !== undefined) addAfter(keyOfObject(formerOwner), BATCH);
  if (after === undefined) return;
  if (is !== undefined) {
    const owner = ownerIn(cache, after, 'Job') as Job | undefined;
    const going = after.metadata.deletionTimestamp !== undefined;
    if (owner !== undefined && !(going && isFinished(owner))) addAfter(keyOfObject(owner), BATCH);
    return;
  }
  if (before !== undefined && before.metadata.labels === after.metadata.labels && was === undefined) return;
  for (const owner of cache.list('Job', after.metadata.namespace) as Job[])
    if (selectorMatches(owner.spec.selector, after.metadata.labels ?? {})) addAfter(keyOfObject(owner), BATCH);
}

/** Marked pods of Jobs that are gone or finished, and of none. */
export const jobOrphans: Wiring = {
  actor: ACTOR,
  decide: syncOrphanPod,
  retry: RETRY,
  wake: ({ before, after }, { cache, add }) => {
    const object = (after ?? before)!;
    if (object.kind === 'Job') {
      if (after !== undefined && !(before !== undefined && isFinished(after as Job))) return;
      for (const pod of cache.dependents(object.metadata.uid, 'Pod') as Pod[])
        if (isTracked(pod)) add(keyOfObject(pod));
      return;
    }
    if (object.kind !== 'Pod' || after === undefined || !isTracked(after as Pod)) return;
    const owner = controllerOf(after);
    if (owner === undefined) return add(keyOfObject(after));
    if (owner.kind !== 'Job' || after.metadata.deletionTimestamp === undefined) return;
    const found = ownerIn(cache, after, 'Job') as Job | undefined;
    if (found === undefined || isFinished(found)) add(keyOfObject(after));
  },
};

/** Finished Jobs with a time to live (ttlafterfinished_controller.go). */
export const finishedJobs: Wiring = {
  actor: 'ttl-after-finished-controller',
  decide: syncFinished,
  wake: ({ key, after }, { add }) => {
    if (after?.kind !== 'Job' || after.metadata.deletionTimestamp !== undefined) return;
    if (hasTimeToLive(after as Job)) add(key);
  },
};
