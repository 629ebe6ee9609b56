import type { LogTime, Position } from '../log/entry.ts';
import type { Timeline } from './timeline.ts';

/**
 * Where a person is in a log, and how they move. A value: the app keeps it in its model, playback sends it the time
 * that has passed, and everything it answers is another cursor.
 */
export interface Cursor {
  readonly position: Position;
  /** 0 stands; 1 plays at the speed of the recording, -1 backward, 4 four times as fast. */
  readonly speed: number;
  /** The moment shown, which while playing lies between the times of two entries. */
  readonly time: LogTime;
}

/** Silences longer than this are shortened to it while playing, in milliseconds of the log. */
export const LONGEST_SILENCE = 2000;

export const at = (timeline: Timeline, position: Position): Cursor => {
  const clamped = Math.max(0, Math.min(timeline.length, position));
  return { position: clamped, speed: 0, time: timeline.timeAt(clamped) };
};

export const seek = (timeline: Timeline, cursor: Cursor, position: Position): Cursor => ({
  ...at(timeline, position),
  speed: cursor.speed,
});

export const step = (timeline: Timeline, cursor: Cursor, by: number): Cursor =>
  seek(timeline, { ...cursor, speed: 0 }, cursor.position + by);

export const play = (cursor: Cursor, speed: number): Cursor => ({ ...cursor, speed });
export const pause = (cursor: Cursor): Cursor => ({ ...cursor, speed: 0 });

/**
 * The cursor after `elapsed` milliseconds of a watcher's time. A silence of more than two seconds is jumped to its last
 * two. Stops at either end.
 */
export function advance(timeline: Timeline, cursor: Cursor, elapsed: number): Cursor {
  if (cursor.speed === 0) return cursor;
  const forward = cursor.speed > 0;
  let time = cursor.time + elapsed * cursor.speed;
  let position = cursor.position;
  const moved = () => position !== cursor.position;
  if (forward) {
    while (position < timeline.length && timeline.timeAt(position + 1) <= time) position++;
    const next = position < timeline.length ? timeline.timeAt(position + 1) : undefined;
    if (next === undefined) return at(timeline, timeline.length);
    if (next - time > LONGEST_SILENCE && !moved()) time = next - LONGEST_SILENCE;
  } else {
    while (position > 0 && timeline.timeAt(position) > time) position--;
    if (position === 0) return at(timeline, 0);
    const last = timeline.timeAt(position);
    if (time - last > LONGEST_SILENCE && !moved()) time = last + LONGEST_SILENCE;
  }
  return { position, speed: cursor.speed, time };
}
