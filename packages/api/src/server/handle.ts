import type { ClusterView, KubeObject, Refusal } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { KindInfo } from '../kinds.ts';
import { kindInfo } from '../kinds.ts';
import { badRequest } from '../refusal.ts';
import type { Handled, Request, ServerContext } from '../request.ts';
import { matches, parseSelector } from '../selector.ts';
import { Refused } from './context.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { existing } from './existing.ts';
import { patch } from './patch.ts';
import { update } from './update.ts';

/**
 * What the API server makes of a request: an answer and the writes it leads to, or a refusal in its words. `view` is
 * the state as it is now. Nothing but a list costs more than the object it is about. The writes' objects keep the old
 * resourceVersion ('' on a create): who appends them numbers them.
 */
export function handle(view: ClusterView, request: Request, context: ServerContext): E.Either<Refusal, Handled> {
  try {
    return E.right(answer(view, request, context));
  } catch (error) {
    if (error instanceof Refused) return E.left(error.refusal);
    throw error;
  }
}

function answer(view: ClusterView, request: Request, context: ServerContext): Handled {
  switch (request.verb) {
    case 'get':
      return { object: existing(view, infoOf(request.kind), request.namespace, request.name), writes: [] };
    case 'list':
      return { items: list(view, request), writes: [] };
    case 'create':
      return create(view, infoOf(request.object.kind), request, context);
    case 'update':
      return update(view, infoOf(request.object.kind), request, context);
    case 'patch':
      return patch(view, infoOf(request.kind), request, context);
    case 'delete':
      return remove(view, infoOf(request.kind), request, context);
  }
}

function infoOf(kind: string): KindInfo {
  const info = kindInfo(kind);
  if (info === undefined) throw new Refused(badRequest(`no kind "${kind}" is registered`));
  return info;
}

function list(view: ClusterView, request: Extract<Request, { verb: 'list' }>): KubeObject[] {
  const all = view.list(infoOf(request.kind).kind, request.namespace);
  if (request.labelSelector === undefined || request.labelSelector === '') return all;
  const selector = parseSelector(request.labelSelector);
  if (E.isLeft(selector)) throw new Refused(badRequest(selector.left));
  return all.filter(object => matches(selector.right, object.metadata.labels));
}
