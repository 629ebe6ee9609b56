import type { ClusterView, Json, JsonObject, KubeObject, Refusal } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { KindInfo } from '../kinds.ts';
import type { PatchFault } from '../patch/directives.ts';
import { goText } from '../patch/directives.ts';
import { applyJsonPatch } from '../patch/json.ts';
import { applyMerge } from '../patch/merge.ts';
import { applyStrategic } from '../patch/strategic.ts';
import { badRequest } from '../refusal.ts';
import type { Handled, Request, ServerContext } from '../request.ts';
import { decode, isObject } from '../schema/decode.ts';
import { goStruct } from '../schema/schema.ts';
import { goQuote } from '../validation/errors.ts';
import { Refused } from './context.ts';
import { existing } from './existing.ts';
import { scaled, stale, write } from './update.ts';

type Patch = Extract<Request, { verb: 'patch' }>;

export function patch(view: ClusterView, info: KindInfo, request: Patch, _context: ServerContext): Handled {
  const before = existing(view, info, request.namespace, request.name);
  if (request.subresource === 'scale') {
    const scale = patched(info, scaleOf(before), request);
    const fault = decode(goStruct('autoscaling/v1.Scale'), scale);
    if (E.isLeft(fault)) throw new Refused(patchRefusal(JSON.stringify(scale), fault.left));
    const version = isObject(scale.metadata) ? scale.metadata.resourceVersion : undefined;
    if (version && version !== before.metadata.resourceVersion) throw new Refused(stale(info, request.name));
    const replicas = isObject(scale.spec) ? (scale.spec.replicas ?? 0) : 0;
    return write(info, before, {
      object: scaled(before, replicas),
      dryRun: request.dryRun,
      reading: { validation: 'Ignore' },
    });
  }
  const object = patched(info, before as unknown as JsonObject, request);
  const name = isObject(object.metadata) ? object.metadata.name : undefined;
  if (name !== before.metadata.name)
    throw new Refused(
      badRequest(
        `the name of the object (${String(name ?? '')}) does not match the name on the URL (${before.metadata.name})`,
      ),
    );
  return write(info, before, {
    object: object as Json,
    subresource: request.subresource,
    dryRun: request.dryRun,
    reading: {
      validation: request.fieldValidation ?? 'Warn',
      dialect: request.patchType === 'strategic' ? 'unstructured' : 'json',
      refuse: fault =>
        patchRefusal(request.patchType === 'strategic' ? goText(request.patch as Json) : JSON.stringify(object), fault),
    },
  });
}

/** What the scale subresource of an object shows (autoscaling/v1.Scale), as far as a patch may touch it. */
const scaleOf = (object: KubeObject): JsonObject => ({
  kind: 'Scale',
  apiVersion: 'autoscaling/v1',
  metadata: { name: object.metadata.name, resourceVersion: object.metadata.resourceVersion },
  spec: { replicas: object.spec.replicas ?? 0 },
});

function patched(info: KindInfo, object: JsonObject, request: Patch): JsonObject {
  if (request.patchType === 'json') {
    const made = applyJsonPatch(object, request.patch);
    if (E.isLeft(made)) throw new Refused(made.left);
    return made.right;
  }
  const body = request.patch as Json;
  if (!isObject(body)) {
    const fault = `json: cannot unmarshal ${jsonKind(body)} into Go value of type map[string]interface {}`;
    throw new Refused(badRequest(request.patchType === 'merge' ? `error decoding patch: ${fault}` : fault));
  }
  if (request.patchType === 'merge') return applyMerge(object, body) as JsonObject;
  const type = object.kind === 'Scale' ? goStruct('autoscaling/v1.Scale') : goStruct(info.goType);
  const made = applyStrategic(type, object, body);
  if (E.isLeft(made)) throw new Refused(faultRefusal(made.left));
  return made.right;
}

const jsonKind = (value: Json): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

/** What a patch made cannot be read as the type: told of the patch, not of the object. */
function patchRefusal(shown: string, fault: string): Refusal {
  const message = `Invalid value: ${goQuote(shown)}: ${fault}`;
  return {
    code: 422,
    reason: 'Invalid',
    message: ` "" is invalid: patch: ${message}`,
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  };
}

/** handlers/patch.go interpretStrategicMergePatchError; an error it does not know is a bare 500. */
function faultRefusal(fault: PatchFault): Refusal {
  if (fault.kind === 'bad request') return badRequest(fault.message);
  if (fault.kind === 'unprocessable')
    return { code: 422, reason: 'Invalid', message: 'the server rejected our request due to an error in our request' };
  return { code: 500, reason: '', message: fault.message };
}
