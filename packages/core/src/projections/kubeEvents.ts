import type { KubeObject } from '../kube/object.ts';
import type { LogTime, Position } from '../log/entry.ts';
import type { Story } from './story.ts';

/** Kubernetes Events that say the same of objects of a kind, as one row. */
export interface EventRow {
  readonly type: string;
  readonly reason: string;
  /** Of the last. */
  readonly message: string;
  /** Kind and name of what it was last about. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly from: string;
  /** How often it was said: the counts of the Events added up. */
  readonly count: number;
  /** Of how many objects it was said. */
  readonly objects: number;
  /** Milliseconds from the start of the log; below 0 before it. Of the Event's own times, which are whole seconds. */
  readonly first: LogTime;
  readonly last: LogTime;
}

interface Growing {
  row: Omit<EventRow, 'objects'>;
  readonly about: Set<string>;
}

const KEPT = new WeakMap<Story, { readonly position: Position; readonly rows: readonly EventRow[] }>();

/**
 * The Kubernetes Events there are at a position, the last said first. Those that differ only in generated names are one
 * row: `Created pod: nginx-ddb59745f-ggmjb` and 99 others. The last answer of a story is kept.
 */
export function kubeEvents(story: Story, position: Position): readonly EventRow[] {
  const kept = KEPT.get(story);
  if (kept?.position === position) return kept.rows;
  const { start } = story.timeline.log.header;
  const rows = new Map<string, Growing>();
  for (const event of story.timeline.peek(position).list('Event')) {
    const row = rowOf(event, start);
    const key = [row.type, row.reason, row.kind, row.namespace, row.from, shapeOf(row.message)].join('\u0000');
    let known = rows.get(key);
    if (known === undefined) {
      known = { row, about: new Set() };
      rows.set(key, known);
    } else known.row = merged(known.row, row);
    known.about.add(`${row.kind}/${row.name}`);
  }
  const found = [...rows.values()]
    .map(({ row, about }) => ({ ...row, objects: about.size }))
    .sort((a, b) => b.last - a.last || b.first - a.first);
  KEPT.set(story, { position, rows: found });
  return found;
}

function rowOf(event: KubeObject, start: number): Growing['row'] {
  const about = event.involvedObject ?? event.regarding ?? {};
  const at = (...times: readonly unknown[]): LogTime =>
    Date.parse(String(times.find(time => typeof time === 'string') ?? event.metadata.creationTimestamp)) - start;
  return {
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    message: String(event.message ?? event.note ?? '').trim(),
    kind: about.kind ?? '',
    name: about.name ?? '',
    namespace: about.namespace ?? event.metadata.namespace ?? '',
    from: event.source?.component || event.reportingComponent || event.reportingController || '',
    count: event.series?.count ?? event.count ?? event.deprecatedCount ?? 1,
    first: at(event.firstTimestamp, event.eventTime),
    last: at(event.series?.lastObservedTime, event.lastTimestamp, event.eventTime),
  };
}

function merged(a: Growing['row'], b: Growing['row']): Growing['row'] {
  const later = b.last >= a.last ? b : a;
  return { ...later, count: a.count + b.count, first: Math.min(a.first, b.first) };
}

/** A message without what is made up anew each time: generated ends of names, node names' numbers, times, addresses. */
const shapeOf = (message: string): string =>
  message
    .replace(/[a-z0-9]([-a-z0-9.]*[a-z0-9])?-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '…')
    .replace(/\b(node-|back-off )\S+/g, '$1…');
