import type { ClusterView, FieldChanges, Json, KubeObject, ObjectKey, Path } from '@playhead/core';
import { diff, isEmpty, keyOfObject } from '@playhead/core';

/** From one state to another: whole objects that came or went, and the fields that differ in those both have. */
export interface StateDiff {
  readonly added: readonly KubeObject[];
  readonly removed: readonly KubeObject[];
  readonly changed: readonly ObjectDiff[];
}

export interface ObjectDiff {
  readonly key: ObjectKey;
  readonly before: KubeObject;
  readonly after: KubeObject;
  /** What makes `after` of `before`. */
  readonly changes: FieldChanges;
}

export function stateDiff(before: ClusterView, after: ClusterView): StateDiff {
  const [old, now] = [objectsOf(before), objectsOf(after)];
  const changed: ObjectDiff[] = [];
  for (const [key, object] of old) {
    const other = now.get(key);
    if (other === undefined || other === object) continue;
    const changes = diff(object as unknown as Json, other as unknown as Json);
    if (!isEmpty(changes)) changed.push({ key, before: object, after: other, changes });
  }
  return {
    added: [...now].filter(([key]) => !old.has(key)).map(([, object]) => object),
    removed: [...old].filter(([key]) => !now.has(key)).map(([, object]) => object),
    changed,
  };
}

/** Every object of a state, kinds in order of first appearance. */
function objectsOf(view: ClusterView): Map<ObjectKey, KubeObject> {
  const objects = new Map<ObjectKey, KubeObject>();
  for (const kind of view.kinds()) for (const object of view.list(kind)) objects.set(keyOfObject(object), object);
  return objects;
}

/** A line a difference: `~ Deployment/default/nginx spec.replicas: 3 → 5`, `+ Pod/default/web-0`, `- Pod/…`. */
export function stateDiffLines({ added, removed, changed }: StateDiff): string[] {
  return [
    ...removed.map(object => `- ${keyOfObject(object)}`),
    ...added.map(object => `+ ${keyOfObject(object)}`),
    ...changed.flatMap(({ key, before, changes }) =>
      changeLines(before as unknown as Json, changes).map(line => `~ ${key} ${line}`),
    ),
  ];
}

/** `spec.replicas: 3 → 5`, a line a field; what is not there is written `(none)`. */
export function changeLines(before: Json, changes: FieldChanges): string[] {
  return [
    ...changes.set.map(
      ([path, value]) => `${pathText(path)}: ${valueText(valueAt(before, path))} → ${valueText(value)}`,
    ),
    ...changes.unset.map(path => `${pathText(path)}: ${valueText(valueAt(before, path))} → (none)`),
  ];
}

const pathText = (path: Path): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');

const valueText = (value: Json | undefined): string => (value === undefined ? '(none)' : JSON.stringify(value));

function valueAt(value: Json | undefined, path: Path): Json | undefined {
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, Json>)[part];
  }
  return value;
}
