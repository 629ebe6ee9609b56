import type { KubeObject, Refusal } from '@playhead/core';
import type { KindInfo } from '../kinds.ts';
import type { FieldError } from '../refusal.ts';
import type { ServerContext } from '../request.ts';

/** An object between being decoded and being stored: whole enough to be looked at, not yet as it will be written. */
// biome-ignore lint/suspicious/noExplicitAny: its shape has been checked against the schema of its kind
export type Draft = Readonly<Record<string, any>>;

/** Thrown inside the server and turned into a left at its edge. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

let lastSecond = Number.NaN;
let lastText = '';

/** RFC 3339 with seconds. Many objects share their second, so the last one's text is kept. */
export function timestamp(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
  }
  return lastText;
}

/** What a kind does at its own when it is written (registry/GROUP/KIND/strategy.go). */
export interface Strategy {
  /** What is wrong with a new object before it is looked at as a whole; told alone. */
  readonly validateFirst?: (object: Draft) => FieldError[];
  /** Before a new object is validated: status cleared, generation set. */
  readonly prepareForCreate?: (object: Draft, context: ServerContext) => Draft;
  /** Before a changed object is validated; status is kept already. Whether the generation goes up. */
  readonly bumpsGeneration?: (after: Draft, before: KubeObject) => boolean;
  readonly prepareForUpdate?: (object: Draft, before: KubeObject) => Draft;
  readonly prepareForStatusUpdate?: (object: Draft, before: KubeObject) => Draft;
  readonly validate: (object: Draft) => FieldError[];
  readonly validateUpdate: (after: Draft, before: KubeObject) => FieldError[];
  readonly validateStatusUpdate?: (after: Draft, before: KubeObject) => FieldError[];
  /** What storing and reading back makes of a valid new object. */
  readonly asStored?: (object: Draft) => Draft;
  readonly warnings?: (object: Draft) => string[];
  /** What happens to dependents where a delete does not say. */
  readonly orphansByDefault?: boolean;
}

export interface Subject {
  readonly info: KindInfo;
  readonly namespace: string;
  readonly name: string;
}
