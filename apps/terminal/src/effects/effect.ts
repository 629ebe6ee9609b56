/**
 * What the app asks of the world outside: `update` only says it (`ask`), `perform` does it, and the answer comes back as
 * a message. So `update` stays a pure function, and a test reads what was asked.
 */
export type Effect =
  /** Writes a file that is not there yet; the answer is a notice. */
  | { readonly type: 'write'; readonly file: string; readonly content: string | Uint8Array; readonly says: string }
  /** Puts a text where the next paste takes it from. */
  | { readonly type: 'copy'; readonly text: string }
  /** Stops the process as ^Z does; the screen is left and entered again. */
  | { readonly type: 'suspend' };
