import type { Json, JsonObject, KubeObject, Refusal } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { KindInfo } from '../kinds.ts';
import { badRequest } from '../refusal.ts';
import type { Dialect } from '../schema/decode.ts';
import { decode } from '../schema/decode.ts';
import { encode } from '../schema/encode.ts';
import { goStruct } from '../schema/schema.ts';
import type { Draft } from './context.ts';
import { Refused } from './context.ts';

export interface Reading {
  readonly validation: 'Strict' | 'Warn' | 'Ignore';
  readonly dialect?: Dialect;
  /** How an unreadable object is refused: a body in one way, what a patch made in another. */
  readonly refuse?: (fault: string) => Refusal;
}

/** Reads an object as a client sent it; what is identical to `known` is taken as checked. */
export function decodeObject(
  info: KindInfo,
  object: Json,
  { validation, dialect = 'json', refuse = fault => unreadable(info, fault) }: Reading,
  known?: Draft,
): { draft: Draft; warnings: string[] } {
  const decoded = decode(goStruct(info.goType), object, known as Json | undefined, dialect);
  if (E.isLeft(decoded)) throw new Refused(refuse(decoded.left));
  const { value, strict } = decoded.right;
  if (strict.length > 0 && validation === 'Strict')
    throw new Refused(refuse(`strict decoding error: ${strict.join(', ')}`));
  return { draft: value, warnings: validation === 'Warn' ? [...strict] : [] };
}

const unreadable = (info: KindInfo, fault: string): Refusal =>
  badRequest(`${info.kind} in version "${info.version}" cannot be handled as a ${info.kind}: ${fault}`);

/** The object as it is stored and sent; `before` itself where nothing changed. Managed fields are not kept. */
export function encodeObject(info: KindInfo, draft: Draft, before?: Draft): KubeObject {
  const made = encode(goStruct(info.goType), draft as Json, before as Json | undefined) as JsonObject;
  return made as unknown as KubeObject;
}
