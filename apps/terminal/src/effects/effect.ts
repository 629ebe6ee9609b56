import type { Log, Position, Story } from '@playhead/core';
import type { Quest } from '../finding.ts';

/**
 * What the app asks of the world outside: `update` only says it (`ask`), `perform` does it, and the answer comes back as
 * a message. So `update` stays a pure function, and a test reads what was asked.
 */
export type Effect =
  /** Writes the screen as it is, as the ending of the file's name says: `.svg` a picture, else text. */
  | { readonly type: 'screen'; readonly file: string }
  /** Writes a regression fixture of a log to a folder that is not there yet. */
  | { readonly type: 'fixture'; readonly folder: string; readonly log: Log }
  /** Puts a text where the next paste takes it from. */
  | { readonly type: 'copy'; readonly text: string }
  /** Looks for something in slices; one search at a time, the last that was asked for. */
  | { readonly type: 'hunt'; readonly story: Story; readonly quest: Quest }
  | { readonly type: 'giveUp' }
  /** Simulates what a command would have led to from a position, in slices; one at a time. */
  | {
      readonly type: 'divert';
      readonly story: Story;
      readonly position: Position;
      readonly command: string;
      readonly namespace: string;
    }
  | { readonly type: 'stopDiverting' }
  /** Writes a log as a `.rollout` file that is not there yet. */
  | { readonly type: 'keep'; readonly file: string; readonly log: Log }
  /** Brings kubectl's describe, which opening does not wait for. */
  | { readonly type: 'loadDescribe' }
  /** Loads what computes why a recorded entry was written. */
  | { readonly type: 'explainer' }
  /** Stops the process as ^Z does; the screen is left and entered again. */
  | { readonly type: 'suspend' };
