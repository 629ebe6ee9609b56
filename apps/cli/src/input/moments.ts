/** How a moment may be written, for the help of every command that takes one. */
export const MOMENT_FORMS =
  'A moment is @231 (an entry), +7.4s (from the start), end-3s, a time of day or RFC 3339,\nor start, end, stuck, lowest, rev3.';

/** The moments that need no number. */
export const NAMED_MOMENTS = ['start', 'end', 'stuck', 'lowest', 'rev1', 'rev2'];
