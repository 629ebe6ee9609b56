import { type Entry, eventsWords, offset, partsOf, shortKind } from '@playhead/core';

/** An entry as two logs are held against each other: `@40  +2.708s  deployment-controller  rs/web  3 → 0`. */
export function entryLine({ position, time, actor, subject, events }: Entry): string {
  const { kind, name } = subject === undefined ? { kind: '', name: '' } : partsOf(subject);
  const named = kind === '' ? '' : `${shortKind(kind)}/${name}  `;
  return `@${position}  ${offset(time)}  ${actor}  ${named}${eventsWords(events)}`;
}
