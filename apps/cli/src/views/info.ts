import {
  type ClusterView,
  type Diverted,
  dateOf,
  duration,
  offset,
  plural,
  type Story,
  timeOfDay,
  type WorkloadStory,
} from '@playhead/core';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import type { ExitCode } from '../edge/trouble.ts';
import { type OpenedLog, openLog } from '../input/open.ts';
import { storyOf } from '../input/story.ts';
import { type Gaps, gapsIn } from './gaps.ts';

export async function printInfo(file: string, json: boolean, session: Session): Promise<ExitCode> {
  const opened = await openLog(file, session);
  const info = infoOf(opened, await storyOf(opened, session));
  await session.out.write(json ? `${escapeJson(JSON.stringify(info, null, 2))}\n` : text(info, opened));
  return opened.exitCode;
}

type Info = ReturnType<typeof infoOf>;

/** The stable form of `-o json`. Times are milliseconds from the start of the log. */
function infoOf({ place, log, size, schemaVersion }: OpenedLog, story: Story) {
  const { timeline } = story;
  const { header } = log;
  return {
    file: place,
    name: header.name,
    origin: header.origin,
    ...(header.diverted === undefined ? {} : { diverted: header.diverted }),
    writer: header.writer,
    ...(header.seed === undefined ? {} : { seed: header.seed }),
    ...(schemaVersion === undefined ? {} : { schemaVersion }),
    start: new Date(header.start).toISOString(),
    span: story.times[story.length] ?? 0,
    entries: log.length,
    ...(size === undefined
      ? {}
      : { bytes: size, bytesPerEntry: log.length === 0 ? 0 : Math.round((size / log.length) * 10) / 10 }),
    commands: story.commands.length,
    workloads: story.workloads.map(workload => workloadInfo(workload, story)),
    kinds: kindsOf(story, timeline.peek(timeline.length)),
    gaps: gapsIn(timeline),
  };
}

function workloadInfo(workload: WorkloadStory, story: Story) {
  const { kind, namespace, name, lowest } = workload;
  return {
    kind,
    namespace,
    name,
    replicas: workload.desired.at(story.length),
    serving: workload.serving.at(story.length),
    ...(lowest === undefined ? {} : { lowest: { serving: lowest.serving, of: lowest.of, position: lowest.position } }),
    rollouts: workload.rollouts.length,
    phase: workload.phase.at(story.length),
  };
}

/** Per kind: objects ever seen, objects left at the end, writes. */
function kindsOf(story: Story, end: ClusterView) {
  const kinds = new Map<string, { objects: number; atEnd: number; writes: number }>();
  for (const [key, positions] of story.writes) {
    const kind = key.slice(0, key.indexOf('/'));
    const row = kinds.get(kind) ?? { objects: 0, atEnd: end.list(kind).length, writes: 0 };
    kinds.set(kind, { ...row, objects: row.objects + 1, writes: row.writes + positions.length });
  }
  return Object.fromEntries(kinds);
}

const divertedRows = ({ from, position, commands, assumes = [] }: Diverted): [string, string][] => [
  ['diverted', `from ${from} at @${position}${commands.length === 0 ? '' : `: ${commands.join('; ')}`}`],
  ...assumes.map((sentence): [string, string] => ['', sentence]),
];

function text(info: Info, { log }: OpenedLog): string {
  const { header } = log;
  const rows: [string, string][] = [
    ['name', info.name],
    ['origin', `${info.origin}, ${info.writer}${info.seed === undefined ? '' : `, seed ${info.seed}`}`],
    ...(header.diverted === undefined ? [] : divertedRows(header.diverted)),
    ['span', `${duration(info.span)} from ${dateOf(header, 0)} ${timeOfDay(header, 0)}`],
    [
      'entries',
      `${info.entries}${info.bytes === undefined ? '' : `, ${info.bytes} bytes on disk, ${info.bytesPerEntry} an entry`}`,
    ],
    ...(info.schemaVersion === undefined ? [] : [['schema', String(info.schemaVersion)] as [string, string]]),
    ['commands', String(info.commands)],
    ...info.workloads.map((workload, index): [string, string] => [
      index === 0 ? 'workloads' : '',
      workloadText(workload),
    ]),
    ...Object.entries(info.kinds).map(([kind, row], index): [string, string] => [
      index === 0 ? 'kinds' : '',
      `${kind}: ${plural(row.objects, 'object')}, ${row.atEnd} left, ${plural(row.writes, 'write')}`,
    ]),
    ...gapLines(info.gaps).map((line, index): [string, string] => [index === 0 ? 'gaps' : '', line]),
  ];
  return rows.map(([name, value]) => `${name.padEnd(10)} ${sanitiseLine(value)}\n`).join('');
}

function workloadText(workload: Info['workloads'][number]): string {
  const low =
    workload.lowest === undefined
      ? ''
      : `, lowest ${workload.lowest.serving} of ${workload.lowest.of} at @${workload.lowest.position}`;
  const serving = `serving ${workload.serving} of ${workload.replicas}${low}`;
  return `${workload.kind} ${workload.namespace}/${workload.name}: ${workload.phase}, ${serving}, ${plural(workload.rollouts, 'rollout')}`;
}

function gapLines({ before, missed, unseenEnds, silence }: Gaps): string[] {
  const lines = [
    ...(before.length > 0 ? [`${plural(before.length, 'object')} older than the log: ${some(before)}`] : []),
    ...missed.map(({ position, key, writes }) => `${plural(writes, 'write')} to ${key} not seen before @${position}`),
    ...unseenEnds.map(({ position, key }) => `the end of an earlier ${key} not seen before @${position}`),
  ];
  const longest = `longest silence ${duration(silence.to - silence.from)}, from ${offset(silence.from)}`;
  return [...(lines.length === 0 ? ['none seen'] : lines), longest];
}

const some = (keys: readonly string[]): string =>
  keys.length > 5 ? `${keys.slice(0, 5).join(', ')} and ${keys.length - 5} more` : keys.join(', ');
