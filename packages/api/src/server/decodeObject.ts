import type { Json, JsonObject, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { KindInfo } from '../kinds.ts';
import { badRequest } from '../refusal.ts';
import { decode } from '../schema/decode.ts';
import { encode } from '../schema/encode.ts';
import { goStruct } from '../schema/schema.ts';
import type { Draft } from './context.ts';
import { Refused } from './context.ts';

/** Reads an object as a client sent it; what is identical to `known` is taken as checked. */
export function decodeObject(
  info: KindInfo,
  object: Json,
  validation: 'Strict' | 'Warn' | 'Ignore',
  known?: Draft,
): { draft: Draft; warnings: string[] } {
  const decoded = decode(goStruct(info.goType), object, known as Json | undefined);
  const cannot = `${info.kind} in version "${info.version}" cannot be handled as a ${info.kind}: `;
  if (E.isLeft(decoded)) throw new Refused(badRequest(cannot + decoded.left));
  const { value, strict } = decoded.right;
  if (strict.length > 0 && validation === 'Strict')
    throw new Refused(badRequest(`${cannot}strict decoding error: ${strict.join(', ')}`));
  return { draft: value, warnings: validation === 'Warn' ? [...strict] : [] };
}

/** The object as it is stored and sent; `before` itself where nothing changed. Managed fields are not kept. */
export function encodeObject(info: KindInfo, draft: Draft, before?: Draft): KubeObject {
  const made = encode(goStruct(info.goType), draft as Json, before as Json | undefined) as JsonObject;
  return made as unknown as KubeObject;
}
