import type { KubeObject, LogTime, ObjectKey, Position, Timeline } from '@playhead/core';

/** Signs that a watch did not see everything. */
export interface Gaps {
  /** Objects that were there before the first entry about them: made more than a minute before it, or already changed. */
  readonly before: readonly ObjectKey[];
  /** Writes to a spec that were not seen: `metadata.generation` went up by more than one. */
  readonly missed: readonly { readonly position: Position; readonly key: ObjectKey; readonly writes: number }[];
  /** An object replaced by another of its name, whose end was not seen. */
  readonly unseenEnds: readonly { readonly position: Position; readonly key: ObjectKey }[];
  /** The longest time without an entry. */
  readonly silence: { readonly from: LogTime; readonly to: LogTime };
}

export function gapsIn(timeline: Timeline): Gaps {
  const before: ObjectKey[] = [];
  const missed: { position: Position; key: ObjectKey; writes: number }[] = [];
  const unseenEnds: { position: Position; key: ObjectKey }[] = [];
  let silence = { from: 0, to: 0 };
  let last = 0;
  timeline.visit(1, timeline.length, (entry, change) => {
    if (entry.time - last > silence.to - silence.from) silence = { from: last, to: entry.time };
    last = entry.time;
    if (change?.after === undefined) return;
    const { key, after } = change;
    const { position } = entry;
    if (change.before === undefined) {
      if (isOld(after, timeline.log.header.start + entry.time)) before.push(key);
    } else if (change.before.metadata.uid !== after.metadata.uid) unseenEnds.push({ position, key });
    else {
      const writes = (after.metadata.generation ?? 0) - (change.before.metadata.generation ?? 0) - 1;
      if (writes > 0) missed.push({ position, key, writes });
    }
  });
  return { before, missed, unseenEnds, silence };
}

const MINUTE = 60_000;

const isOld = (object: KubeObject, now: number): boolean =>
  Date.parse(object.metadata.creationTimestamp) < now - MINUTE && object.kind !== 'Event';
