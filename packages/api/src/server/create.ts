import type { ClusterView, Json } from '@playhead/core';
import { keyOf } from '@playhead/core';
import { DEFAULTS } from '../defaults/kinds.ts';
import type { KindInfo } from '../kinds.ts';
import { kindInfo } from '../kinds.ts';
import { alreadyExists, badRequest, forbidden, invalid, notFound } from '../refusal.ts';
import type { Handled, ObjectWrite, Request, ServerContext } from '../request.ts';
import { validateMetadata } from '../validation/metadata.ts';
import { admitToQuota } from './admission.ts';
import type { Draft } from './context.ts';
import { Refused, timestamp } from './context.ts';
import { decodeObject, encodeObject } from './decodeObject.ts';
import { overheadRefusal, podRefusal } from './podAdmission.ts';
import { rememberedPodSpec, rememberPodSpec } from './podMemory.ts';
import { strategyOf } from './strategies.ts';

type Create = Extract<Request, { verb: 'create' }>;

/** Longest name a generated one may have before its five characters are added: 63 - 5 (names.SimpleNameGenerator). */
const GENERATED_PREFIX = 58;

export function create(view: ClusterView, info: KindInfo, request: Create, context: ServerContext): Handled {
  const raw = request.object;
  const known = info.kind === 'Pod' ? rememberedPodSpec(raw.spec) : undefined;
  const { draft: decoded, warnings } = decodeObject(
    info,
    raw as Json,
    { validation: request.fieldValidation ?? 'Strict' },
    known === undefined ? undefined : { spec: raw.spec },
  );
  const named = withSystemFields(info, decoded, request, context);
  checkNamespace(view, info, named.metadata.namespace ?? '');
  const strategy = strategyOf(info.kind);
  if (info.kind === 'Pod' && known === undefined) refuse(podRefusal(named), info, named.metadata.name ?? '');
  const defaulted = known === undefined ? (DEFAULTS[info.kind]?.(named) ?? named) : { ...named, spec: known.spec };
  const first = strategy.validateFirst?.(defaulted) ?? [];
  if (first.length > 0) throw new Refused(invalid(info, defaulted.metadata.name ?? '', first));
  const draft = strategy.prepareForCreate?.(defaulted, context) ?? defaulted;
  const errors = [...validateMetadata(draft, info), ...(known === undefined ? strategy.validate(draft) : [])];
  const name = (draft.metadata.name ?? '') as string;
  if (errors.length > 0) throw new Refused(invalid(info, name, errors));
  if (info.kind === 'Pod') refuse(overheadRefusal(draft), info, name);
  warnings.push(...(strategy.warnings?.(draft) ?? []));
  const object = encodeObject(
    info,
    strategy.asStored?.(draft) ?? draft,
    known === undefined ? undefined : { spec: known.spec },
  );
  if (info.kind === 'Pod' && known === undefined) rememberPodSpec(raw.spec, object);
  const quota = admitToQuota(view, info, object);
  if (view.get(keyOf(info.kind, object.metadata.namespace ?? '', name)) !== undefined)
    throw new Refused(alreadyExists(info, name));
  const writes: ObjectWrite[] = request.dryRun ? [] : [...quota, { before: undefined, after: object }];
  return { object, writes, ...(warnings.length > 0 ? { warnings } : {}) };
}

function refuse(why: string | undefined, info: KindInfo, name: string): void {
  if (why !== undefined) throw new Refused(forbidden(info, name, why));
}

/** Namespace, name, uid and time of creation (rest.FillObjectMetaSystemFields); what a client says of them is dropped. */
function withSystemFields(info: KindInfo, object: Draft, request: Create, context: ServerContext): Draft {
  const {
    managedFields: _managed,
    deletionTimestamp: _deletion,
    deletionGracePeriodSeconds: _grace,
    selfLink: _link,
    resourceVersion,
    ...metadata
  } = (object.metadata ?? {}) as Draft;
  if (resourceVersion !== undefined && resourceVersion !== '')
    throw new Refused({ code: 500, reason: '', message: 'resourceVersion should not be set on objects to be created' });
  const name =
    metadata.name || (metadata.generateName ? generatedName(metadata.generateName, context.suffix()) : undefined);
  return {
    ...object,
    kind: info.kind,
    apiVersion: info.apiVersion,
    metadata: {
      ...metadata,
      ...(name === undefined ? {} : { name }),
      ...namespaceOf(info, metadata.namespace, request),
      uid: context.uid(),
      creationTimestamp: timestamp(context.now),
    },
  };
}

/** A name made of its prefix and five characters (names.SimpleNameGenerator). */
const generatedName = (prefix: string, suffix: string): string => prefix.slice(0, GENERATED_PREFIX) + suffix;

function namespaceOf(info: KindInfo, own: string | undefined, request: Create): { namespace?: string } {
  if (!info.namespaced) return own === undefined ? {} : { namespace: own };
  if (request.namespace !== undefined && own && own !== request.namespace)
    throw new Refused(
      badRequest('the namespace of the provided object does not match the namespace sent on the request'),
    );
  return { namespace: own || (request.namespace ?? 'default') };
}

/** Nothing is made in a namespace that is not there or is going; told only where namespaces are played at all. */
function checkNamespace(view: ClusterView, info: KindInfo, namespace: string): void {
  if (!info.namespaced) return;
  const object = view.get(keyOf('Namespace', '', namespace));
  if (object !== undefined) return;
  if (view.get(keyOf('Namespace', '', 'default')) !== undefined)
    throw new Refused(notFound(kindInfo('Namespace')!, namespace));
}
