import type { Course, Position, Story } from '@playhead/core';
import type { Explainer } from './explain.ts';
import type { Quest } from './finding.ts';
import type { Describe, Ghost, Parting } from './model.ts';

type QuestOf<Kind extends Quest['kind']> = Extract<Quest, { readonly kind: Kind }>;

/** What can happen to the app. */
export type Message =
  /** A key by its name in the key table: `left`, `h`, `space`, `esc`; anything else as typed. */
  | { readonly type: 'key'; readonly key: string }
  | MouseMessage
  /** Text that was pasted, as it came. */
  | { readonly type: 'paste'; readonly text: string }
  /** So many milliseconds of the watcher's time passed. */
  | { readonly type: 'tick'; readonly elapsed: number }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  /** A search goes on; it has found the course of an expression, an entry or none; or it could not go on. */
  | { readonly type: 'hunting'; readonly quest: Quest; readonly share: number }
  | { readonly type: 'traced'; readonly quest: QuestOf<'course'>; readonly course: Course }
  | { readonly type: 'found'; readonly quest: QuestOf<'text'>; readonly position: Position | undefined }
  | { readonly type: 'lost'; readonly quest: Quest; readonly why: string }
  /** What was to be loaded is there. */
  | { readonly type: 'describer'; readonly describe: Describe }
  /** What computes why a recorded entry was written is loaded. */
  | { readonly type: 'explainer'; readonly explainer: Explainer }
  /**
   * A log that is still being written has grown; `finished`: its writer has ended it; `parting`: where two part now.
   * `which`: A, or of two the other one.
   */
  | {
      readonly type: 'grown';
      readonly which: 'A' | 'B';
      readonly story: Story;
      readonly finished: boolean;
      readonly parting?: Parting;
    }
  /** Nothing was written for so many milliseconds. */
  | { readonly type: 'silent'; readonly which: 'A' | 'B'; readonly silentFor: number }
  /** Nothing more can be read of it. */
  | { readonly type: 'lostEnd'; readonly which: 'A' | 'B'; readonly why: string }
  /** A simulation goes on; it is done; or it could not be. */
  | { readonly type: 'diverting'; readonly command: string; readonly share: number }
  | { readonly type: 'diverted'; readonly ghost: Ghost }
  | { readonly type: 'notDiverted'; readonly why: string }
  /** Something that was asked for has been done, or could not be. */
  | { readonly type: 'notice'; readonly text: string };

/** A press of the left button or a notch of the wheel at a cell, both counted from 0. */
export interface MouseMessage {
  readonly type: 'mouse';
  readonly button: 'left' | 'wheelUp' | 'wheelDown';
  readonly column: number;
  readonly row: number;
}
