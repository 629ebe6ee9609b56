import type { KubeObject, ObjectMeta } from '../kube/object.ts';
import { copy, type Writable } from './copy.ts';

/** The parts of an object that a draft copies one by one, and whether it has. */
export const OWN = { nothing: 0, object: 1, metadata: 2, spec: 4, status: 8 } as const;

// biome-ignore lint/suspicious/noExplicitAny: spec and status differ by kind, as in KubeObject
type Part = Record<string, any>;

/**
 * An object while an entry is applied to it. A part is copied before it is first changed, and then changed where it is:
 * two events of one entry copy once. Whoever holds the only reference to an object may say so with `owned`, and nothing
 * is copied at all. What lies inside the parts (conditions, containers, labels) is always replaced, never changed.
 */
export class Draft {
  /** As it is by now; undefined where there is none. */
  object: KubeObject | undefined;
  /** Which parts nobody else can see. */
  owned: number;

  constructor(object: KubeObject | undefined, owned: number = OWN.nothing) {
    this.object = object;
    this.owned = owned;
  }

  /** Another object takes the place of this one; others can see it. */
  replace(object: KubeObject | undefined): void {
    this.object = object;
    this.owned = OWN.nothing;
  }

  /** The object itself, to set its fields. */
  own(): Writable<KubeObject> {
    if ((this.owned & OWN.object) === 0) {
      this.object = copyOf(this.object!);
      this.owned |= OWN.object;
    }
    return this.object!;
  }

  metadata(): Writable<ObjectMeta> {
    const object = this.own();
    if ((this.owned & OWN.metadata) === 0) {
      object.metadata = copy(object.metadata);
      this.owned |= OWN.metadata;
    }
    return object.metadata;
  }

  spec(): Part {
    return this.#part('spec', OWN.spec);
  }

  status(): Part {
    return this.#part('status', OWN.status);
  }

  #part(name: 'spec' | 'status', bit: number): Part {
    const object: Part = this.own();
    if ((this.owned & bit) === 0) {
      object[name] = copy(object[name] ?? {});
      this.owned |= bit;
    }
    return object[name];
  }
}

/** apiVersion, kind, metadata, spec and status, and nothing else, is what all but Events and the like have. */
function copyOf(object: KubeObject): KubeObject {
  if (object.spec === undefined || object.status === undefined || fieldsOf(object) !== 5) return copy(object);
  const { apiVersion, kind, metadata, spec, status } = object;
  return { apiVersion, kind, metadata, spec, status };
}

function fieldsOf(object: KubeObject): number {
  let fields = 0;
  for (const _ in object) fields++;
  return fields;
}
