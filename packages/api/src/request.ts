import type { KubeObject, Refusal } from '@playhead/core';

/**
 * What a client may ask of the API server. One shape for kubectl's commands, for controllers' writes, and later for a
 * server over HTTP.
 */
export type Request =
  | { readonly verb: 'get'; readonly kind: string; readonly namespace: string; readonly name: string }
  | { readonly verb: 'list'; readonly kind: string; readonly namespace?: string; readonly labelSelector?: string }
  /** `namespace` is that of the request's address; an object that names another is refused. */
  | ({ readonly verb: 'create'; readonly object: KubeObject; readonly namespace?: string } & Writing)
  | ({ readonly verb: 'update'; readonly object: KubeObject; readonly subresource?: 'status' | 'scale' } & Writing)
  | ({
      readonly verb: 'patch';
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
      readonly patchType: PatchType;
      /** Parsed JSON: an object for strategic and merge patches, a list of operations for a JSON patch. */
      readonly patch: unknown;
      readonly subresource?: 'status' | 'scale';
    } & Writing)
  | {
      readonly verb: 'delete';
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
      readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
      readonly gracePeriodSeconds?: number;
      readonly uid?: string;
    };

export type PatchType = 'strategic' | 'merge' | 'json';

export interface Writing {
  readonly fieldManager?: string;
  readonly dryRun?: boolean;
  /** What becomes of fields the type does not know; Strict on create and update, Warn on patch, unless said. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
}

/** What the API server makes of a request: what to answer, and the writes it leads to (none for a read or a no-op). */
export interface Handled {
  readonly object?: KubeObject;
  readonly items?: readonly KubeObject[];
  readonly writes: readonly ObjectWrite[];
  /** `Warning:` headers, as kubectl prints them to standard error. */
  readonly warnings?: readonly string[];
}

/** One object before and after; `after` undefined is gone. The simulator turns each into one entry. */
export interface ObjectWrite {
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
}

/** What the server needs from outside itself: virtual time and names it must make up. */
export interface ServerContext {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** A uid for a new object. */
  readonly uid: () => string;
  /** The five characters that end a generated name. */
  readonly suffix: () => string;
  /** An address for a new Service. */
  readonly clusterIP: () => string;
}

export type { Refusal };
