/** `divert`: what would have followed, beside what did. */
import { readFile } from 'node:fs/promises';
import {
  type Aftermath,
  aftermathOf,
  type CommandResult,
  duration,
  type Log,
  mostTroubled,
  namespaceIn,
  offset,
  type Position,
  quoted,
  readStory,
  type Story,
  shortKind,
  Timeline,
  timeAt,
  type WorkloadStory,
  workloadOf,
} from '@playhead/core';
import { type DivertedRun, divert } from '@playhead/simulator';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, systemTrouble, Trouble } from '../edge/trouble.ts';
import { positionOf } from '../input/moment.ts';
import { openLog } from '../input/open.ts';
import { seedOf } from '../input/seed.ts';
import { storyOf } from '../input/story.ts';
import { writeLog } from '../input/write.ts';

export interface DivertOptions {
  readonly at: string | undefined;
  readonly namespace: string | undefined;
  readonly out: string | undefined;
  readonly seed: string | undefined;
  readonly json: boolean;
}

export async function printDiversion(
  file: string,
  words: readonly string[],
  session: Session,
  options: DivertOptions,
): Promise<ExitCode> {
  const commands = commandsIn(words);
  const opened = await openLog(file, session);
  const { exitCode } = opened;
  const story = await storyOf(opened, session);
  const position = await positionOf(options.at, story);
  const seed = seedOf(options.seed);
  const namespace =
    options.namespace ??
    commands.map(namespaceIn).find(name => name !== undefined) ??
    mostTroubled(story)?.namespace ??
    'default';
  const run = divert(story.timeline, position, {
    commands,
    namespace,
    files: await filesIn(words),
    ...(seed === undefined ? {} : { seed }),
  });
  if (options.out !== undefined) await writeLog(run.log, options.out, session);
  const told: Told = { story, position, run, rows: compared(story, readStory(new Timeline(run.log)), position) };
  if (options.out !== '-') {
    const lines = options.json ? [JSON.stringify(asJson(told), null, 2)] : asTable(told);
    await session.out.writeLines(lines.map(options.json ? escapeJson : sanitiseLine));
  }
  if (exitCode !== EXIT.yes) return exitCode;
  return run.rest === 'complete' && run.commands.every(command => command.exitCode === 0) ? EXIT.yes : EXIT.no;
}

const THEN = '--then';

/** `kubectl set image … --then kubectl scale …`: a line each, words with spaces in quotes. */
function commandsIn(words: readonly string[]): string[] {
  const lines: string[][] = [[]];
  for (const word of words) {
    if (word === THEN) lines.push([]);
    else lines.at(-1)!.push(quoted(word));
  }
  const commands = lines.map(line => line.join(' ')).filter(line => line !== '');
  for (const command of commands)
    if (!/^kubectl\s+\S/.test(command))
      throw new Trouble(
        `${command.split(' ')[0]}: is no command; write it after --, as -- kubectl rollout undo deploy/web`,
      );
  return commands;
}

/** What `-f` and `--filename` name, read from the disk. */
async function filesIn(words: readonly string[]): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [i, word] of words.entries()) {
    const name =
      /^(?:-f|--filename)=(.+)$/.exec(word)?.[1] ?? (/^(-f|--filename)$/.test(word) ? words[i + 1] : undefined);
    if (name === undefined) continue;
    try {
      files[name] = await readFile(name, 'utf8');
    } catch (error) {
      throw systemTrouble(name, error);
    }
  }
  return files;
}

interface Row {
  readonly workload: WorkloadStory;
  /** What served when the log was left. */
  readonly before: number;
  readonly diverted: Aftermath;
  readonly really: Aftermath | undefined;
}

interface Told {
  readonly story: Story;
  readonly position: Position;
  readonly run: DivertedRun;
  readonly rows: readonly Row[];
}

/** The workloads to which something happened after the leaving, in either of the two. */
function compared(story: Story, diverted: Story, position: Position): Row[] {
  const moved = (s: Story, w: WorkloadStory | undefined): boolean =>
    w !== undefined &&
    [w.serving, w.desired, w.existing].some(steps => steps.indexAt(s.length) > steps.indexAt(position));
  return diverted.workloads.flatMap(workload => {
    const real = workloadOf(story, workload.key);
    if (!moved(diverted, workload) && !moved(story, real)) return [];
    return [
      {
        workload,
        before: workload.serving.at(position),
        diverted: aftermathOf(diverted, workload, position, 'last'),
        really: real === undefined ? undefined : aftermathOf(story, real, position),
      },
    ];
  });
}

const REST: Readonly<Record<DivertedRun['rest'], string>> = {
  complete: 'comes to rest complete',
  stuck: 'ends stuck: its controller gives it up',
  quiet: 'is not complete, and nothing changes any more',
  unended: 'had not come to rest after a quarter of an hour',
};

function asTable({ story, position, run, rows }: Told): string[] {
  const { header } = story.timeline.log;
  const lines = [`what if: ${header.name} is left at @${position} ${offset(timeAt(story, position))}`];
  if (run.commands.length === 0) lines.push('  nothing is done');
  for (const command of run.commands) lines.push(...commandLines(command));
  for (const sentence of run.assumptions) lines.push(`  ${sentence}`);
  const after = run.rest === 'quiet' ? '' : `, ${duration(spanOf(run.log, run.leftAt))} later`;
  lines.push(`  it ${REST[run.rest]}${after}`);
  if (rows.length === 0) return [...lines, '', 'no workload changes, here or there'];
  const table = rows.flatMap(row => ['', ...rowLines(row, run.rest)]);
  return [...lines, ...table];
}

const spanOf = (log: Log, from: Position): number =>
  log.length === 0 ? 0 : log.entry(log.length).time - (from === 0 ? 0 : log.entry(from).time);

const commandLines = ({ command, exitCode, stdout, stderr }: CommandResult): string[] => {
  const said = (exitCode === 0 ? stdout : stderr).trim().split('\n').slice(0, 5);
  return [`  $ ${command}`, ...said.filter(text => text !== '').map(text => `    ${text}`)];
};

function rowLines({ workload, diverted, really }: Row, rest: DivertedRun['rest']): string[] {
  const never = diverted.completeAfter === undefined && (rest === 'quiet' || rest === 'stuck');
  const cells: [string, string, string][] = [
    [`${shortKind(workload.kind)}/${workload.name}`, 'what if', 'really'],
    ['  complete', never ? 'never' : completeCell(diverted), really === undefined ? 'not there' : completeCell(really)],
    ['  lowest serving', lowestCell(diverted), really === undefined ? '' : lowestCell(really)],
    ['  replica-seconds lost', lostCell(diverted), really === undefined ? '' : lostCell(really)],
    ['  at the end', endCell(diverted), really === undefined ? '' : endCell(really)],
  ];
  const width = Math.max(22, ...cells.map(([, middle]) => middle.length));
  return cells.map(([name, a, b]) => `${name.padEnd(25)}${a.padEnd(width + 3)}${b}`.trimEnd());
}

const completeCell = ({ completeAfter, seen }: Aftermath): string =>
  completeAfter === undefined
    ? `not within ${duration(seen)}`
    : completeAfter === 0
      ? 'already'
      : `after ${duration(completeAfter)}`;
const lowestCell = ({ lowest, desired }: Aftermath): string => `${lowest} of ${desired}`;
const lostCell = ({ lost }: Aftermath): string => `${lost.toFixed(lost < 10 ? 2 : 1)} replica·s`;
const endCell = ({ serving, desired, phase }: Aftermath): string => `${serving} of ${desired} serving, ${phase}`;

function asJson({ story, position, run, rows }: Told) {
  return {
    left: { log: story.timeline.log.header.name, position, time: timeAt(story, position) },
    commands: run.commands.map(({ command, exitCode, stdout, stderr }) => ({ command, exitCode, stdout, stderr })),
    assumes: run.assumptions,
    rest: run.rest,
    workloads: rows.map(({ workload, diverted, really }) => ({ key: workload.key, diverted, really: really ?? null })),
  };
}
