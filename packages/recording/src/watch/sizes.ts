import type { KubeObject, Uid } from '@playhead/core';

/** How many replicas each ReplicaSet and ReplicationController wanted, by resourceVersion: the server's own order. */
export class Sizes {
  readonly #of = new Map<Uid, { readonly version: number; readonly replicas: number }[]>();

  note(object: KubeObject): void {
    const replicas: unknown = object.spec?.replicas;
    if (typeof replicas !== 'number' || (object.kind !== 'ReplicaSet' && object.kind !== 'ReplicationController'))
      return;
    const sizes = this.#of.get(object.metadata.uid) ?? [];
    if (sizes.length === 0) this.#of.set(object.metadata.uid, sizes);
    if (sizes[sizes.length - 1]?.replicas !== replicas)
      sizes.push({ version: Number(object.metadata.resourceVersion), replicas });
  }

  /** The size wanted when the server wrote `version`; undefined for what has no such size. */
  at(uid: Uid, version: number): number | undefined {
    const sizes = this.#of.get(uid);
    if (sizes === undefined) return undefined;
    for (let i = sizes.length - 1; i >= 0; i--) if (sizes[i]!.version <= version) return sizes[i]!.replicas;
    return sizes[0]?.replicas;
  }
}
