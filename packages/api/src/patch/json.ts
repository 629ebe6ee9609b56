import type { JsonObject, Refusal } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Operation } from 'rfc6902';
import { applyPatch, Pointer } from 'rfc6902';
import { badRequest } from '../refusal.ts';

const rejected: Refusal = {
  code: 422,
  reason: 'Invalid',
  message: 'the server rejected our request due to an error in our request',
};

const KINDS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

/**
 * A JSON patch (RFC 6902): a list of operations, all or none. The server does not say which operation failed or why,
 * only that one did.
 */
export function applyJsonPatch(object: JsonObject, patch: unknown): E.Either<Refusal, JsonObject> {
  if (!Array.isArray(patch))
    return E.left(
      badRequest('error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp'),
    );
  const copy = JSON.parse(JSON.stringify(object)) as JsonObject;
  for (const operation of patch as readonly Operation[]) {
    if (!KINDS.includes(operation?.op)) return E.left(rejected);
    if (applyPatch(copy, [asTolerated(copy, operation)]).some(fault => fault !== null)) return E.left(rejected);
  }
  return E.right(copy);
}

/** The server's library sets a member that a `replace` names and nobody has, and copies nothing as null. */
function asTolerated(object: JsonObject, operation: Operation): Operation {
  if (operation.op === 'replace' && Pointer.fromJSON(operation.path).evaluate(object).value === undefined)
    return { op: 'add', path: operation.path, value: operation.value };
  if (operation.op === 'copy' && Pointer.fromJSON(operation.from).evaluate(object).value === undefined)
    return { op: 'add', path: operation.path, value: null };
  return operation;
}
