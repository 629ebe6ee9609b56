import { type ComparedWrite, HAND, NOT_ASKED, type Parity, parityOf, type Sign, type Tally } from '@playhead/compare';
import { entryWords, offset, partsOf, type Story, shortKind } from '@playhead/core';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { openLog } from '../input/open.ts';
import { storyOf } from '../input/story.ts';

export interface ParityOptions {
  readonly threshold: string;
  readonly all: boolean;
  readonly json: boolean;
}

export async function printParity(file: string, session: Session, options: ParityOptions): Promise<ExitCode> {
  const threshold = shareOf(options.threshold);
  const opened = await openLog(file, session);
  const { exitCode } = opened;
  const parity = parityOf(opened.log);
  const story = await storyOf(opened, session);
  const lines = options.json
    ? [jsonOf(parity, story, threshold)]
    : sanitised(tableOf(parity, story, threshold, { all: options.all, signs: session.flags.ascii ? ASCII : SIGNS }));
  await session.out.writeLines(lines);
  if (exitCode !== EXIT.yes) return exitCode;
  return parity.score >= threshold ? EXIT.yes : EXIT.no;
}

/** `0.99` or `99%`. */
function shareOf(text: string): number {
  const share = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new Trouble(`parity: --threshold "${text}" is no share; write 0 to 1, as 0.99, or a percentage, as 99%`);
  return share;
}

function* sanitised(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield sanitiseLine(line);
}

/** The stable form of `-o json`; the help of the command says it. */
function jsonOf({ writes, controllers, score }: Parity, story: Story, threshold: number): string {
  const told = {
    recording: story.timeline.log.header.name,
    score,
    threshold,
    controllers: Object.fromEntries(controllers),
    notAsked: Object.fromEntries(notAskedOf(controllers)),
    writes: writes.map(write => ({ ...write, what: entryWords(story, write.position).what })),
  };
  return escapeJson(JSON.stringify(told, null, 2));
}

const notAskedOf = (controllers: Parity['controllers']): (readonly [controller: string, why: string])[] =>
  [...NOT_ASKED].filter(([name]) => (controllers.get(name)?.notAsked ?? 0) > 0);

type Signs = Readonly<Record<Sign, string>>;
const SIGNS: Signs = { same: '✓', otherwise: '≠', unexplained: '✗', 'not asked': '–' };
const ASCII: Signs = { same: '=', otherwise: '~', unexplained: 'x', 'not asked': '-' };

interface Shown {
  readonly all: boolean;
  readonly signs: Signs;
}

function* tableOf(parity: Parity, story: Story, threshold: number, options: Shown): Generator<string> {
  const { all, signs } = options;
  const { writes, controllers, score } = parity;
  const shown = all ? writes : writes.filter(({ sign }) => sign === 'otherwise' || sign === 'unexplained');
  for (const write of shown) yield* writeLines(write, story, signs);
  if (shown.length > 0) yield '';
  yield* summaryLines(controllers, signs);
  for (const [name, why] of notAskedOf(controllers)) yield `${name} is not asked ${why}`;
  yield '';
  const asked = writes.filter(({ sign }) => sign !== 'not asked');
  const same = asked.filter(({ sign }) => sign === 'same').length;
  yield `parity ${percent(score)}: ${same} of ${asked.length} writes are the same (threshold ${percent(threshold)})`;
}

function* writeLines(write: ComparedWrite, story: Story, signs: Signs): Generator<string> {
  const { position, time, actor, key, sign, subject, differs } = write;
  const { kind, name } = partsOf(key);
  const { what } = entryWords(story, position);
  const place = `${`@${position}`.padStart(String(story.length).length + 1)}  ${offset(time).padStart(9)}`;
  yield `${signs[sign]} ${place}  ${actor.padEnd(24)}  ${shortKind(kind)}/${name}  ${what}${wordOf(sign, subject)}`;
  for (const difference of differs) yield `      ${difference}`;
}

function wordOf(sign: Sign, subject: ComparedWrite['subject']): string {
  if (sign === 'otherwise') return '  ← otherwise:';
  if (sign !== 'unexplained') return '';
  return subject === undefined ? '  ← a hand on the cluster' : '  ← nothing here asks for it: a hand on the cluster';
}

function* summaryLines(controllers: ReadonlyMap<string, Tally>, signs: Signs): Generator<string> {
  const names = [...controllers.keys()].sort((a, b) => Number(a === HAND) - Number(b === HAND) || (a < b ? -1 : 1));
  const width = Math.max(10, ...names.map(name => name.length)) + 2;
  const row = (name: string, cells: readonly (string | number)[]) =>
    (name.padEnd(width) + cells.map(cell => String(cell).padStart(15)).join('')).trimEnd();
  const columns = ['same', 'otherwise', 'unexplained', 'not asked'] as const;
  yield row(
    'controller',
    columns.map(sign => `${sign} ${signs[sign]}`),
  );
  for (const name of names) {
    const { same, otherwise, unexplained, notAsked } = controllers.get(name)!;
    yield row(name, [same, otherwise, unexplained, notAsked]);
  }
}

/** Rounded down: what is not all is not 100%. */
const percent = (share: number): string => `${Math.floor(share * 10_000 + 1e-9) / 100}%`;
