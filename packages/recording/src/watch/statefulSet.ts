import { controllerOf, equal, type KubeObject, type Uid } from '@playhead/core';

type At<T> = T & { readonly version: number };

/**
 * What each StatefulSet wanted, by resourceVersion: the server's own order, in which the watches of different kinds do not
 * arrive. Fed ahead of the entries.
 */
export class StatefulSets {
  readonly #specs = new Map<Uid, At<{ readonly spec: KubeObject['spec'] }>[]>();
  readonly #revisions = new Map<Uid, At<{ readonly revision: number; readonly name: string }>[]>();

  note(object: KubeObject): void {
    const version = Number(object.metadata.resourceVersion);
    if (object.kind === 'StatefulSet') {
      const specs = listOf(this.#specs, object.metadata.uid);
      if (!equal(specs[specs.length - 1]?.spec ?? null, object.spec ?? null))
        specs.push({ version, spec: object.spec });
    }
    const owner = controllerOf(object);
    // `.revision` of a ControllerRevision stands beside its metadata
    const { revision } = object as { readonly revision?: unknown };
    if (object.kind === 'ControllerRevision' && owner?.kind === 'StatefulSet' && typeof revision === 'number')
      listOf(this.#revisions, owner.uid).push({ version, revision, name: object.metadata.name });
  }

  /**
   * Whether the controller had a reason of its own to delete a pod: its ordinal was no longer wanted, it was of another
   * revision than the newest and not spared by partition or OnDelete, or it had ended. Otherwise somebody else did, whom
   * the server notes nowhere. True where the recording does not tell.
   * Source: stateful_set_control.go `processCondemned`, `updateStatefulSetAfterInvariantEstablished`, `processReplica`.
   */
  mayDelete(pod: KubeObject, set: Uid, version: number): boolean {
    const spec = this.#specs.get(set)?.findLast(at => at.version <= version)?.spec;
    const phase: unknown = pod.status?.phase;
    if (spec === undefined || phase === 'Failed' || phase === 'Succeeded') return true;
    const start = numberOf(spec.ordinals?.start) ?? 0;
    const ordinal = Number(pod.metadata.name.slice(pod.metadata.name.lastIndexOf('-') + 1));
    if (!(ordinal >= start && ordinal < start + (numberOf(spec.replicas) ?? 1))) return true;
    const { type, rollingUpdate } = spec.updateStrategy ?? {};
    if (type === 'OnDelete' || ordinal - start < (numberOf(rollingUpdate?.partition) ?? 0)) return false;
    const made = (this.#revisions.get(set) ?? []).filter(at => at.version <= version);
    const newest = made.reduce<(typeof made)[number] | undefined>(
      (best, one) => (best === undefined || one.revision > best.revision ? one : best),
      undefined,
    );
    return newest === undefined || pod.metadata.labels?.['controller-revision-hash'] !== newest.name;
  }
}

function listOf<T>(lists: Map<Uid, T[]>, uid: Uid): T[] {
  const list = lists.get(uid) ?? [];
  if (list.length === 0) lists.set(uid, list);
  return list;
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
