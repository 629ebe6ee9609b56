import type { Request } from '@playhead/api';
import type { Json, KubeObject, Refusal } from '@playhead/core';

/**
 * A kubectl command as a pure program: it yields what it would ask of a server, is handed the answer, and ends with its
 * exit code. Who runs it (the simulator, with virtual time; the command line, over a recording) decides how long
 * things take.
 */
export type Program = Generator<Ask, number, Answer>;

export type Ask =
  | Request
  /**
   * The next version of this object that differs from the last seen; answered `object: undefined` when it is gone, and
   * `timedOut` where nothing happened until `deadline` (milliseconds since the Unix epoch).
   */
  | {
      readonly verb: 'watch';
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
      readonly deadline?: number;
    }
  /** The next change to any object of a kind: `get -w`. An empty namespace means all. */
  | { readonly verb: 'watchKind'; readonly kind: string; readonly namespace?: string; readonly labelSelector?: string }
  | { readonly verb: 'sleep'; readonly milliseconds: number };

/** Each answer says what time it is, in milliseconds since the Unix epoch: ages are printed from it. */
export interface Answer {
  readonly now: number;
  readonly object?: KubeObject;
  readonly items?: readonly KubeObject[];
  readonly refusal?: Refusal;
  readonly warnings?: readonly string[];
  /** For `watch` with a deadline. */
  readonly timedOut?: boolean;
  /** For `watchKind`. */
  readonly change?: 'ADDED' | 'MODIFIED' | 'DELETED';
}

export interface Invocation {
  /** The words after `kubectl`; those of a scenario's line are made by `scenarioArgv`. */
  readonly argv: readonly string[];
  /** The text of each file that `-f` may name. */
  readonly files: Readonly<Record<string, string>>;
  /** The namespace where `-n` names none. */
  readonly namespace: string;
  /** Milliseconds since the Unix epoch when the command starts. */
  readonly now: number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /**
   * What the person does to each object that `edit` opens: a mapping is merged into it (null takes away), a list is a
   * JSON Patch. Without one no editor can be launched.
   */
  readonly edit?: Json;
}
