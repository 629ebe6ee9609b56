import type { KubeObject } from './object.ts';

/** The name of an object in a log: `Kind/namespace/name`; the namespace is empty for cluster-wide kinds. */
export type ObjectKey = string & { readonly __brand: 'ObjectKey' };

export const keyOf = (kind: string, namespace: string, name: string): ObjectKey =>
  `${kind}/${namespace}/${name}` as ObjectKey;

export const keyOfObject = (object: KubeObject): ObjectKey =>
  keyOf(object.kind, object.metadata.namespace ?? '', object.metadata.name);

/** `Kind/namespace/name` taken apart. A name never holds a slash, nor does a kind. */
export function partsOf(key: ObjectKey): { kind: string; namespace: string; name: string } {
  const first = key.indexOf('/');
  const second = key.indexOf('/', first + 1);
  return { kind: key.slice(0, first), namespace: key.slice(first + 1, second), name: key.slice(second + 1) };
}
