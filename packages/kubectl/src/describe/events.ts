import type { ClusterView, KubeObject } from '@playhead/core';
import { since } from '../printers/age.ts';
import type { Lines } from './lines.ts';

/** Whatever can list objects: a state at a position, or what a command fetched. */
export type Source = Pick<ClusterView, 'list'> & { /** `--show-events=false`. */ readonly hidesEvents?: boolean };

/** The `Events:` part: what was said about an object, in order of when it was last said (describe.DescribeEvents). */
export function writeEvents(out: Lines, view: Source, about: KubeObject, now: number): void {
  if (view.hidesEvents === true) return;
  const events = eventsAbout(view, about);
  if (events.length === 0) {
    out.line(0, 'Events:\t<none>');
    return;
  }
  out.line(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage');
  out.line(1, '----\t------\t----\t----\t-------');
  for (const event of events) {
    const source = event.source?.component || event.reportingComponent || '';
    const message = String(event.message ?? '').trim();
    const field = event.involvedObject?.fieldPath;
    out.line(
      1,
      [event.type, event.reason, eventAge(event, now), source, field ? `${field}: ${message}` : message].join('\t'),
    );
  }
}

/** `5s`, or `5s (x3 over 20s)` where it was said more than once. */
export function eventAge(event: KubeObject, now: number): string {
  const first = since(event.eventTime || event.firstTimestamp, now);
  if (event.series) return `${since(event.series.lastObservedTime, now)} (x${event.series.count} over ${first})`;
  if (event.count > 1) return `${since(event.lastTimestamp, now)} (x${event.count} over ${first})`;
  return first;
}

function eventsAbout(view: Source, about: KubeObject): KubeObject[] {
  const { namespace = '', name, uid } = about.metadata;
  return view
    .list('Event', namespace === '' ? undefined : namespace)
    .filter(
      ({ involvedObject: o }) => o?.name === name && o.uid === uid && (about.kind === 'Pod' || o.kind === about.kind),
    )
    .sort(byName)
    .sort((a, b) => time(a.lastTimestamp) - time(b.lastTimestamp));
}

/** The order in which the server lists objects of one namespace. */
export const byName = (a: KubeObject, b: KubeObject): number =>
  a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0;

const time = (timestamp: string | null | undefined): number => (timestamp ? Date.parse(timestamp) : 0);
