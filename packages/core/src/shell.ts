/** A word as a POSIX shell takes it: quoted where it must be, so that nothing in it is acted on. */
export const quoted = (word: string): string =>
  /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
