import type { JsonObject, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { kindInfo } from '../kinds.ts';
import type { ServerContext } from '../request.ts';
import { EMPTY_VIEW } from './emptyView.ts';
import { handle } from './handle.ts';

/** What the API server would say of a manifest: the object as it would be stored, or the refusal. */
export type Checked =
  | { readonly status: 201; readonly object: JsonObject; readonly warnings: readonly string[] }
  | {
      readonly status: number;
      readonly reason: string;
      readonly message: string;
      readonly causes: readonly { readonly reason: string; readonly message: string; readonly field: string }[];
    };

/**
 * Asks for a manifest to be created in an empty cluster, in this namespace: one that names another is refused. What a server makes up (uid,
 * times, versions) is left out of the object; addresses and ports are the first of their range.
 */
export function checkManifest(manifest: JsonObject, namespace: string): Checked {
  const { kind, apiVersion } = manifest;
  const info = typeof kind === 'string' ? kindInfo(kind) : undefined;
  const version = info === undefined ? '' : info.group === '' ? info.version : `${info.group}/${info.version}`;
  if (info === undefined || apiVersion !== version) {
    const message = `no matches for kind ${JSON.stringify(kind ?? '')} in version ${JSON.stringify(apiVersion ?? '')}`;
    return { status: 404, reason: 'NotFound', message, causes: [] };
  }
  const object = manifest as unknown as KubeObject;
  const answer = handle(EMPTY_VIEW, { verb: 'create', object, namespace }, CONTEXT);
  if (E.isLeft(answer)) {
    const { code, reason, message, causes = [] } = answer.left;
    return { status: code, reason, message, causes };
  }
  const made = answer.right.object!;
  const { uid: _uid, resourceVersion: _version, creationTimestamp: _time, ...metadata } = made.metadata;
  return { status: 201, object: { ...made, metadata } as unknown as JsonObject, warnings: answer.right.warnings ?? [] };
}

const CONTEXT: ServerContext = {
  now: 0,
  uid: () => '00000000-0000-4000-8000-000000000000',
  suffix: () => 'xxxxx',
  clusterIP: () => '10.0.0.1',
};
