/** Which revision a StatefulSet is at and which it goes to (stateful_set_control.go: getStatefulSetRevisions). */
import type { ControllerRevision, Decision, KubeObject, PodTemplate, StatefulSet } from '@playhead/core';
import { keyOf, keyOfObject } from '@playhead/core';
import {
  dataText,
  patchOf,
  patchText,
  revisionHash,
  revisionName,
  sortRevisions,
  templateOf,
} from '../history/revision.ts';
import { newMeta } from '../owned.ts';
import { controllerReference } from '../owning.ts';
import { because, isConflict } from '../plan.ts';
import type { Seen } from '../seen.ts';

export interface Version {
  readonly name: string;
  readonly template: PodTemplate;
}

export interface Revisions {
  readonly current: Version;
  readonly update: Version;
  readonly collisionCount: number;
  /** All there were before this look, oldest first. */
  readonly all: readonly ControllerRevision[];
  /** What makes the update revision so: a new one, or an old one's number raised. */
  readonly decisions: readonly Decision[];
}

export function revisionsFor(seen: Seen, set: StatefulSet, known: readonly ControllerRevision[]): Revisions {
  const all = sortRevisions(known);
  const text = patchText(set.spec.template);
  const newest = all.at(-1);
  const same = all.filter(revision => dataText(revision) === text).at(-1);
  const next = (newest?.revision ?? 0) + 1;
  let collisionCount = set.status.collisionCount ?? 0;
  let name = same?.metadata.name;
  const decisions: Decision[] = [];
  if (same === undefined) {
    collisionCount = freeCount(seen, set, text, collisionCount);
    const made = newRevision(set, text, next, collisionCount);
    name = made.metadata.name;
    decisions.push(create(set, made));
  } else if (same !== newest) decisions.push(raise(set, same, next));
  const update: Version = { name: name!, template: set.spec.template };
  const at = all.find(revision => revision.metadata.name === set.status.currentRevision);
  const current = at === undefined ? update : { name: at.metadata.name, template: templateOf(at) };
  return { current, update, collisionCount, all, decisions };
}

/** Counted up while the name belongs to another template. */
function freeCount(seen: Seen, set: StatefulSet, text: string, from: number): number {
  for (let count = from; ; count++) {
    const name = revisionName(set.metadata.name, revisionHash(text, count));
    const there = seen.get(keyOf('ControllerRevision', set.metadata.namespace ?? '', name));
    if (there === undefined || dataText(there) === text) return count;
  }
}

function newRevision(set: StatefulSet, text: string, revision: number, count: number): KubeObject {
  const hash = revisionHash(text, count);
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: newMeta(set.metadata.namespace, {
      name: revisionName(set.metadata.name, hash),
      labels: { ...set.spec.template.metadata?.labels, 'controller.kubernetes.io/hash': hash },
      ...(set.metadata.annotations === undefined ? {} : { annotations: set.metadata.annotations }),
      ownerReferences: [controllerReference(set)],
    }),
    data: patchOf(set.spec.template),
    revision,
  };
}

/** There already is one of that name: the cache has not seen it yet. */
const create = (set: StatefulSet, object: KubeObject): Decision => ({
  write: { verb: 'create', object },
  why: because('history.create', { owner: set.metadata.name, revision: object.revision }),
  refused: refusal => ({ first: [], next: refusal.reason === 'AlreadyExists' ? 'go on' : 'try again' }),
});

const raise = (set: StatefulSet, seen: ControllerRevision, revision: number): Decision => ({
  write: { verb: 'update', seen, object: { ...seen, revision } },
  why: because('history.raise', { owner: set.metadata.name, from: seen.revision, revision }),
  refused: refusal => ({
    first: isConflict(refusal)
      ? [
          {
            write: { verb: 'patch', key: keyOfObject(seen), change: current => ({ ...current, revision }) },
            why: because('history.raise', { owner: set.metadata.name, from: seen.revision, revision }),
          },
        ]
      : [],
    next: isConflict(refusal) ? 'go on' : 'try again',
  }),
});
