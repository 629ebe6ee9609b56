/**
 * A moment as people write it, the same everywhere: `@231`, `+7.4s`, `end-3s`, a time of day or RFC 3339, or a computed
 * one: `start`, `end`, `stuck`, `lowest`, `rev3`.
 */
import * as E from 'fp-ts/lib/Either.js';
import type { LogHeader, LogTime, Position } from '../log/entry.ts';

export type Moment =
  | { readonly kind: 'position'; readonly position: Position }
  /** Milliseconds from the start of the log. */
  | { readonly kind: 'time'; readonly time: LogTime }
  /** Milliseconds before its end. */
  | { readonly kind: 'beforeEnd'; readonly time: LogTime }
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'start' | 'end' | 'stuck' | 'lowest' };

/** What the computed moments are read from; the pass over the log gives it (`storyMoments`). */
export interface MomentSource {
  readonly header: LogHeader;
  readonly length: Position;
  readonly endTime: LogTime;
  readonly positionAt: (time: LogTime) => Position;
  readonly stuck: () => Position | undefined;
  readonly lowest: () => Position | undefined;
  readonly revision: (revision: number) => Position | undefined;
  /** The revisions there are, for the message where one is not. */
  readonly revisions: () => readonly number[];
}

const FORMS = '@231, +7.4s, end-3s, 01:22:28, 2026-01-01T01:22:28Z, start, end, stuck, lowest or rev3';

/** The moment a text names. Left: one line that says what is wrong and what would be right. */
export function parseMoment(text: string, header: LogHeader): E.Either<string, Moment> {
  const word = text.trim();
  let match = /^@(\d+)$/.exec(word);
  if (match !== null) return E.right({ kind: 'position', position: Number(match[1]) });
  match = /^rev(\d+)$/.exec(word);
  if (match !== null) return E.right({ kind: 'revision', revision: Number(match[1]) });
  if (word === 'start' || word === 'end' || word === 'stuck' || word === 'lowest') return E.right({ kind: word });
  if (word.startsWith('+')) return timeOf(parseDuration(word.slice(1)), 'time', text);
  if (word.startsWith('end-')) return timeOf(parseDuration(word.slice(4)), 'beforeEnd', text);
  const time = parseClock(word, header);
  return time === undefined ? wrong(text) : E.right({ kind: 'time', time });
}

/** Where a moment lies. Left where it lies outside, or what it names never was. */
export function resolveMoment(text: string, source: MomentSource): E.Either<string, Position> {
  const parsed = parseMoment(text, source.header);
  if (E.isLeft(parsed)) return parsed;
  const moment = parsed.right;
  switch (moment.kind) {
    case 'position':
      return moment.position <= source.length
        ? E.right(moment.position)
        : E.left(`${text.trim()}: the log ends at @${source.length}`);
    case 'time':
      return moment.time < 0
        ? E.left(`${text.trim()}: before the log begins`)
        : E.right(source.positionAt(moment.time));
    case 'beforeEnd':
      return E.right(source.positionAt(Math.max(0, source.endTime - moment.time)));
    case 'start':
      return E.right(Math.min(1, source.length));
    case 'end':
      return E.right(source.length);
    case 'stuck':
      return found(source.stuck(), 'stuck: nothing is stuck in this log');
    case 'lowest':
      return found(source.lowest(), 'lowest: no workload was ever complete in this log, so none could lose pods');
    case 'revision':
      return found(source.revision(moment.revision), noRevision(moment.revision, source.revisions()));
  }
}

const found = (position: Position | undefined, otherwise: string): E.Either<string, Position> =>
  position === undefined ? E.left(otherwise) : E.right(position);

const noRevision = (revision: number, there: readonly number[]): string =>
  there.length === 0
    ? `rev${revision}: no workload of this log has revisions`
    : `rev${revision}: there is no such revision; there ${there.length === 1 ? 'is' : 'are'} ${there.map(r => `rev${r}`).join(', ')}`;

const wrong = (text: string): E.Either<string, never> => E.left(`${text.trim()}: not a moment; write ${FORMS}`);

const timeOf = (
  milliseconds: number | undefined,
  kind: 'time' | 'beforeEnd',
  text: string,
): E.Either<string, Moment> => (milliseconds === undefined ? wrong(text) : E.right({ kind, time: milliseconds }));

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `7.4s`, `10m05s`, `250ms`, `2h3m` in milliseconds. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) sum += Number(number) * UNITS[unit!]!;
  return Math.round(sum);
}

const DAY = 86_400_000;

/** A time of day in the log's zone, the first such after its start, or RFC 3339; as milliseconds from the start. */
function parseClock(text: string, header: LogHeader): LogTime | undefined {
  if (/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/.test(text)) {
    const at = Date.parse(text.replace(' ', 'T').toUpperCase());
    return Number.isNaN(at) ? undefined : endOfUnit(at - header.start, text);
  }
  const match = /^(\d\d?):(\d\d)(?::(\d\d)(\.\d+)?)?(Z)?$/.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds, fraction, zulu] = match;
  const ofDay =
    Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds ?? 0) * 1000 + Number(fraction ?? 0) * 1000;
  if (ofDay >= DAY) return undefined;
  const zone = zulu === 'Z' ? 'UTC' : (header.timeZone ?? 'UTC');
  const startOfDay = (((header.start + zoneOffset(zone, header.start)) % DAY) + DAY) % DAY;
  const ahead = ofDay - startOfDay;
  // within the second the log begins in, its start is meant
  const time = ahead < -1000 ? ahead + DAY : ahead;
  return endOfUnit(time, text);
}

/** A moment written to the second means all of it: 01:22:28 is everything until 01:22:28.999. */
function endOfUnit(time: LogTime, text: string): LogTime {
  if (/\.\d+/.test(text)) return time;
  return time + (/\d\d:\d\d:\d\d/.test(text) || /\d:\d\d:\d\d/.test(text) ? 999 : 59_999);
}

function zoneOffset(zone: string, at: number): number {
  if (zone === 'UTC') return 0;
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    at,
  );
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}
