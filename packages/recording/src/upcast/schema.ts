/**
 * Schema versions. A file says which it was written with; what is older is brought up step by step, each step knowing
 * only the version it comes from, so that a recording made once can be read for ever.
 *
 * To change what a log holds: raise `version`, write the upcast from the version before, keep a small recording made by
 * that version under `testdata/`, and name it in `test/laws/upcasts.test.ts`.
 */

/** One step: plain values (as MessagePack or JSON give them) of version `from` to those of `from + 1`. */
export interface Upcast {
  readonly from: number;
  readonly header?: (header: unknown) => unknown;
  readonly entry?: (entry: unknown) => unknown;
}

export interface Schema {
  /** What is written, and the newest that is read. */
  readonly version: number;
  /** In order, one for each older version. */
  readonly upcasts: readonly Upcast[];
}

export const SCHEMA: Schema = { version: 1, upcasts: [] };
export const SCHEMA_VERSION = SCHEMA.version;

/** The steps from a file's version to the schema's. @throws where one is missing: a broken invariant of the schema. */
export function stepsFrom(schema: Schema, version: number): readonly Upcast[] {
  const steps: Upcast[] = [];
  for (let from = version; from < schema.version; from++) {
    const step = schema.upcasts.find(upcast => upcast.from === from);
    if (step === undefined) throw new Error(`no upcast from schema ${from}`);
    steps.push(step);
  }
  return steps;
}

export const upcastHeader = (steps: readonly Upcast[], header: unknown): unknown =>
  steps.reduce((value, step) => step.header?.(value) ?? value, header);

export const upcastEntry = (steps: readonly Upcast[], entry: unknown): unknown =>
  steps.reduce((value, step) => step.entry?.(value) ?? value, entry);
