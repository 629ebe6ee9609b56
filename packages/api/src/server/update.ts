import type { ClusterView, Json, KubeObject, Refusal } from '@playhead/core';
import { DEFAULTS } from '../defaults/kinds.ts';
import type { KindInfo } from '../kinds.ts';
import { badRequest, conflict, invalid } from '../refusal.ts';
import type { Handled, Request, ServerContext } from '../request.ts';
import { validateMetadata, validateMetadataUpdate } from '../validation/metadata.ts';
import type { Draft } from './context.ts';
import { Refused } from './context.ts';
import type { Reading } from './decodeObject.ts';
import { decodeObject, encodeObject } from './decodeObject.ts';
import { existing } from './existing.ts';
import { strategyOf } from './strategies.ts';

type Update = Extract<Request, { verb: 'update' }>;

const STALE = 'the object has been modified; please apply your changes to the latest version and try again';

export const stale = (info: KindInfo, name: string): Refusal => conflict(info, name, STALE);

export interface Change {
  readonly object: Json;
  readonly subresource?: 'status' | 'scale' | undefined;
  readonly dryRun?: boolean | undefined;
  readonly reading: Reading;
}

export function update(view: ClusterView, info: KindInfo, request: Update, _context: ServerContext): Handled {
  const { metadata } = request.object;
  const before = existing(view, info, metadata.namespace ?? 'default', metadata.name);
  const { uid } = before.metadata;
  if (metadata.uid && metadata.uid !== uid) {
    const at = `/registry/${info.plural}${info.namespaced ? `/${before.metadata.namespace}` : ''}/${metadata.name}`;
    const why = `StorageError: invalid object, Code: 4, Key: ${at}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${uid}`;
    throw new Refused(conflict(info, metadata.name, why));
  }
  return write(info, before, {
    object: request.subresource === 'scale' ? scaled(before, request.object.spec?.replicas) : (request.object as Json),
    subresource: request.subresource,
    dryRun: request.dryRun,
    reading: { validation: request.fieldValidation ?? 'Strict' },
  });
}

/** The object with another number of replicas, as its scale subresource writes it. */
export function scaled(before: KubeObject, replicas: unknown): Json {
  if (typeof replicas !== 'number' || !Number.isInteger(replicas))
    throw new Refused(badRequest('spec.replicas of a Scale must be a whole number'));
  if (replicas < 0)
    throw new Refused({
      code: 422,
      reason: 'Invalid',
      message: `Scale.autoscaling "${before.metadata.name}" is invalid: spec.replicas: Invalid value: ${replicas}: must be greater than or equal to 0`,
      causes: [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
          field: 'spec.replicas',
        },
      ],
    });
  return { ...before, spec: { ...before.spec, replicas } } as unknown as Json;
}

/** One object changed (rest.BeforeUpdate and the store): nothing is written where it comes out the same. */
export function write(info: KindInfo, before: KubeObject, change: Change): Handled {
  const { draft: decoded, warnings } = decodeObject(info, change.object, change.reading, before);
  const asked = (decoded.metadata ?? {}) as Draft;
  if (info.namespaced && asked.namespace && asked.namespace !== before.metadata.namespace)
    throw new Refused(
      badRequest('the namespace of the provided object does not match the namespace sent on the request'),
    );
  if (asked.resourceVersion && asked.resourceVersion !== before.metadata.resourceVersion)
    throw new Refused(stale(info, before.metadata.name));
  const draft = prepared(info, decoded, before, change.subresource === 'status');
  const object = encodeObject(info, draft, before);
  if (object === before) return answer(before, [], warnings);
  const errors = validated(info, draft, before, change.subresource === 'status');
  if (errors.length > 0) throw new Refused(invalid(info, before.metadata.name, errors));
  if (draft.metadata.deletionTimestamp && !(object.metadata.finalizers?.length ?? 0) && isDone(object))
    return answer(object, change.dryRun ? [] : [{ before, after: undefined }], warnings);
  return answer(object, change.dryRun ? [] : [{ before, after: object }], warnings);
}

/** Asked to go, no grace left, and now no finalizer: this write was the last thing it waited for. */
const isDone = (object: KubeObject): boolean => (object.metadata.deletionGracePeriodSeconds ?? 0) === 0;

const answer = (object: KubeObject, writes: Handled['writes'], warnings: string[]): Handled => ({
  object,
  writes,
  ...(warnings.length > 0 ? { warnings } : {}),
});

function prepared(info: KindInfo, decoded: Draft, before: KubeObject, isStatus: boolean): Draft {
  const strategy = strategyOf(info.kind);
  const metadata = keptMetadata(decoded.metadata as Draft, before);
  const common = { ...decoded, kind: before.kind, apiVersion: before.apiVersion };
  if (isStatus) {
    const draft = { ...common, metadata, spec: before.spec };
    return strategy.prepareForStatusUpdate?.(draft, before) ?? draft;
  }
  const kept = { ...common, metadata, ...(before.status === undefined ? {} : { status: before.status }) };
  const defaulted = DEFAULTS[info.kind]?.(kept) ?? kept;
  const draft = strategy.prepareForUpdate?.(defaulted, before) ?? defaulted;
  if (!strategy.bumpsGeneration?.(draft, before)) return draft;
  return { ...draft, metadata: { ...draft.metadata, generation: (before.metadata.generation ?? 0) + 1 } };
}

/** What no update can change. Identical metadata is passed on as it is. */
function keptMetadata(asked: Draft, before: KubeObject): Draft {
  const old = before.metadata;
  if ((asked as unknown) === old) return asked;
  const { deletionTimestamp: _deletion, managedFields: _managed, generation: _generation, ...rest } = asked;
  return {
    ...rest,
    uid: rest.uid ?? old.uid,
    resourceVersion: old.resourceVersion,
    creationTimestamp: old.creationTimestamp,
    generation: old.generation,
    deletionTimestamp: old.deletionTimestamp,
    deletionGracePeriodSeconds: rest.deletionGracePeriodSeconds ?? old.deletionGracePeriodSeconds,
    managedFields: old.managedFields,
    namespace: rest.namespace ?? old.namespace,
  };
}

function validated(
  info: KindInfo,
  draft: Draft,
  before: KubeObject,
  isStatus: boolean,
): ReturnType<typeof validateMetadata> {
  const strategy = strategyOf(info.kind);
  const metadata =
    draft.metadata === before.metadata
      ? []
      : [...validateMetadata(draft, info), ...validateMetadataUpdate(draft.metadata, before.metadata)];
  if (isStatus) return [...metadata, ...(strategy.validateStatusUpdate?.(draft, before) ?? [])];
  return [...metadata, ...strategy.validateUpdate(draft, before)];
}
