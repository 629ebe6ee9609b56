import type { Json, PodTemplate } from '@playhead/core';
import { goType } from '../schema/schema.ts';
import { spew } from './spew.ts';

/** The 32-bit FNV-1a hash of a text's UTF-8 bytes, going on from `hash`. */
export function fnv32a(text: string, hash = 2166136261): number {
  let value = hash;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) value = Math.imul(value ^ code, 16777619);
    else {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      for (const byte of utf8(point)) value = Math.imul(value ^ byte, 16777619);
    }
  }
  return value >>> 0;
}

/** The older FNV-1: multiplied first, then combined; ControllerRevisions are named by it. */
export function fnv32(text: string): number {
  let value = 2166136261;
  for (const char of text) {
    const point = char.codePointAt(0)!;
    for (const byte of point < 0x80 ? [point] : utf8(point)) value = Math.imul(value, 16777619) ^ byte;
  }
  return value >>> 0;
}

function utf8(point: number): number[] {
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
}

const ALPHANUMS = 'bcdfghjklmnpqrstvwxz2456789';

/** Digits as letters that spell nothing (rand.SafeEncodeString): `1` (49) is ALPHANUMS[49 % 27], `4`… */
export const safeEncode = (text: string): string =>
  [...text].map(char => ALPHANUMS[char.codePointAt(0)! % ALPHANUMS.length]).join('');

const hashes = new WeakMap<PodTemplate, number>();

/**
 * The value of the `pod-template-hash` label, and the end of a ReplicaSet's name (controller.ComputeHash). The template
 * is one that the server has defaulted; `collisionCount` is the Deployment's, once two templates met in one hash.
 */
export function podTemplateHash(template: PodTemplate, collisionCount?: number): string {
  return safeEncode(String(hashWithCount(templateHash(template), collisionCount)));
}

function templateHash(template: PodTemplate): number {
  let hash = hashes.get(template);
  if (hash === undefined) {
    hash = fnv32a('');
    spew(goType('v1.PodTemplateSpec'), template as unknown as Json, text => {
      hash = fnv32a(text, hash);
    });
    hashes.set(template, hash);
  }
  return hash;
}

/** Eight bytes, little endian, of which the count fills four. */
function hashWithCount(hash: number, count: number | undefined): number {
  if (count === undefined) return hash;
  let value = hash;
  for (let i = 0; i < 8; i++) value = Math.imul(value ^ (i < 4 ? (count >>> (8 * i)) & 255 : 0), 16777619);
  return value >>> 0;
}
