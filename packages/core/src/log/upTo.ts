import type { Log, Position } from './entry.ts';

/** The log as it was after so many of its entries, which are shared and not copied. */
export function upTo(log: Log, length: Position): Log {
  if (length < 0 || length > log.length) throw new Error(`@${length}: outside the log (0..${log.length})`);
  const within = (position: Position): Position => {
    if (position > length) throw new Error(`@${position}: outside the log (1..${length})`);
    return position;
  };
  return {
    header: log.header,
    length,
    entry: position => log.entry(within(position)),
    subject: position => log.subject(within(position)),
    mayHold: (position, text) => log.mayHold(within(position), text),
  };
}
