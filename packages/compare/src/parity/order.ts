import type { Entry, Log } from '@playhead/core';

/**
 * The entries in the order in which the server took them, each with the latest moment at which that can have been. A
 * recording has them as its watches told them, one watch a kind, and under load one kind comes late; one store counts
 * the resourceVersions of all.
 */
export function inServerOrder(log: Log, from = 1, to = log.length): { readonly entry: Entry; readonly time: number }[] {
  const entries: { entry: Entry; version: number; time: number }[] = [];
  let last = 0;
  for (let position = from; position <= to; position++) {
    const entry = log.entry(position);
    // what is no write stays behind the write it stood behind
    last = entry.subject === undefined ? last : (entry.resourceVersion ?? last);
    entries.push({ entry, version: last, time: entry.time });
  }
  entries.sort((a, b) => a.version - b.version);
  for (let i = entries.length - 2; i >= 0; i--) entries[i]!.time = Math.min(entries[i]!.time, entries[i + 1]!.time);
  return entries;
}
