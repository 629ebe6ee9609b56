/** What can happen to the app. */
export type Message =
  /** A key by its name in the key table: `left`, `h`, `space`, `esc`; anything else as typed. */
  | { readonly type: 'key'; readonly key: string }
  /** So many milliseconds of the watcher's time passed. */
  | { readonly type: 'tick'; readonly elapsed: number }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  /** Something that was asked for has been done, or could not be. */
  | { readonly type: 'notice'; readonly text: string };
