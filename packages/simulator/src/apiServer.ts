/** Writes of controllers, as the API server takes or refuses them. Their objects need no validation: only users err. */
import { conflict, handle, kindInfo, notFound, statusRefusal } from '@playhead/api';
import type { KubeObject, ObjectKey, Position, Refusal, Write } from '@playhead/core';
import { equal, keyOfObject, partsOf } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Author, World } from './world.ts';

export type ObjectWriteVerb = Exclude<Write, { verb: 'say' | 'together' | 'look' | 'remember' }>;
type Answer = E.Either<
  Refusal,
  { readonly object: KubeObject | undefined; readonly position: Position; readonly warnings?: readonly string[] }
>;

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/** @param answered the resourceVersions that this look's earlier writes were answered with */
export function submit(
  world: World,
  write: ObjectWriteVerb,
  author: Author,
  answered: ReadonlyMap<ObjectKey, string>,
): Answer {
  switch (write.verb) {
    case 'get': {
      const object = world.state.get(write.key);
      return object?.metadata.uid === write.uid ? E.right({ object, position: 0 }) : E.left(gone(write.key));
    }
    case 'create':
      return request(world, { verb: 'create', object: write.object }, author);
    case 'delete':
      return remove(world, write, author);
    case 'patch': {
      const current = world.state.get(write.key);
      if (current === undefined) return E.left(gone(write.key));
      return commit(world, current, withGeneration(current, write.change(current)), author);
    }
    case 'update':
    case 'updateStatus': {
      const key = keyOfObject(write.object);
      const current = world.state.get(key);
      if (current === undefined) return E.left(gone(key));
      const chained = write.chained === true ? answered.get(key) : undefined;
      if (current.metadata.resourceVersion !== (chained ?? write.seen.metadata.resourceVersion))
        return E.left(conflict(kindInfo(current.kind)!, current.metadata.name, MODIFIED));
      if (write.verb === 'update') return commit(world, current, withGeneration(current, write.object), author);
      const asked = withStatus(current, write.object);
      const refusal = statusRefusal(asked, current);
      if (refusal !== undefined) return E.left(refusal);
      return commit(world, current, asked, author);
    }
  }
}

/** A whole request with admission, defaulting and validation; each object it writes is an entry of its own. */
export function request(world: World, asked: Parameters<typeof handle>[1], author: Author): Answer {
  const answer = handle(world.state, asked, world.server);
  if (E.isLeft(answer)) return answer;
  let position: Position = 0;
  let { object } = answer.right;
  for (const write of answer.right.writes) {
    position = world.write(write, author);
    if (write.after !== undefined && object !== undefined && keyOfObject(write.after) === keyOfObject(object))
      object = world.state.get(keyOfObject(write.after)) ?? object;
  }
  const { warnings } = answer.right;
  return E.right({ object, position, ...(warnings === undefined ? {} : { warnings }) });
}

function remove(world: World, write: Extract<ObjectWriteVerb, { verb: 'delete' }>, author: Author): Answer {
  const { kind, namespace, name } = partsOf(write.key);
  const propagationPolicy = write.propagation ?? 'Background';
  return request(world, { verb: 'delete', kind, namespace, name, uid: write.uid, propagationPolicy }, author);
}

/** The status subresource keeps everything but the status and, for a Deployment, its annotations. */
function withStatus(current: KubeObject, asked: KubeObject): KubeObject {
  const { annotations } = asked.metadata;
  if (asked.kind !== 'Deployment' || annotations === undefined || annotations === current.metadata.annotations)
    return { ...current, status: asked.status };
  return { ...current, metadata: { ...current.metadata, annotations }, status: asked.status };
}

/** An equal object is no write; the last finalizer of an object that is asked to go takes it away. */
function commit(world: World, current: KubeObject, asked: KubeObject, author: Author): Answer {
  const last = (asked.metadata.finalizers ?? []).length === 0 && asked.metadata.deletionTimestamp !== undefined;
  if (last && (current.metadata.finalizers ?? []).length > 0)
    return E.right({ object: undefined, position: world.write({ before: current, after: undefined }, author) });
  if (equal(current as never, asked as never)) return E.right({ object: current, position: 0 });
  const position = world.write({ before: current, after: asked }, author);
  return E.right({ object: world.state.get(keyOfObject(asked)), position });
}

/** Bumps the generation where the spec changed, a Deployment's also with its annotations; a status write never does. */
function withGeneration(current: KubeObject, asked: KubeObject): KubeObject {
  const { generation } = current.metadata;
  if (generation === undefined || asked.kind === 'Pod') return asked;
  if (asked.kind === 'EndpointSlice') return withSliceGeneration(current, asked, generation);
  const spec = current.spec !== asked.spec && !equal(current.spec, asked.spec);
  const annotated =
    asked.kind === 'Deployment' &&
    !equal((current.metadata.annotations ?? {}) as never, (asked.metadata.annotations ?? {}) as never);
  const next = spec || annotated ? generation + 1 : generation;
  return asked.metadata.generation === next ? asked : { ...asked, metadata: { ...asked.metadata, generation: next } };
}

/** A slice has no spec: its generation counts changes of endpoints, ports and labels. */
function withSliceGeneration(current: KubeObject, asked: KubeObject, generation: number): KubeObject {
  const same =
    equal(current.endpoints ?? null, asked.endpoints ?? null) &&
    equal(current.ports ?? null, asked.ports ?? null) &&
    equal(current.metadata.labels ?? {}, asked.metadata.labels ?? {});
  return { ...asked, metadata: { ...asked.metadata, generation: same ? generation : generation + 1 } };
}

function gone(key: ObjectKey): Refusal {
  const { kind, name } = partsOf(key);
  return notFound(kindInfo(kind)!, name);
}
