import {
  type Course,
  compileCondition,
  compileQuery,
  duration,
  entryWords,
  gaps,
  mostTroubled,
  offset,
  type Position,
  plural,
  type Query,
  QueryRun,
  queryErrorWords,
  type Scope,
  type Story,
  type Stretch,
  shortKind,
  stretches,
  timeAt,
  type Value,
} from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { Progress } from '../edge/progress.ts';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { positionOf } from '../input/moment.ts';
import { openLog } from '../input/open.ts';
import { storyOf } from '../input/story.ts';

export interface WhenOptions {
  /** At most one. */
  readonly asks: readonly Ask[];
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly json: boolean;
}

type Ask = 'last' | 'always' | 'never';

/** What was asked, and within which entries. */
interface Asked {
  readonly story: Story;
  readonly course: Course;
  readonly about: string;
  readonly ask: Ask | undefined;
  readonly from: Position;
  readonly to: Position;
}

/** The answer: `held` is the exit code. */
interface Answer {
  readonly held: boolean;
  readonly so: 'always' | 'never' | 'sometimes' | 'value';
  readonly times: readonly Stretch[];
  readonly changes: readonly { readonly position: Position; readonly value: Value }[];
}

export async function printWhen(text: string, file: string, session: Session, options: WhenOptions): Promise<ExitCode> {
  const [ask, second] = options.asks;
  if (second !== undefined) throw new Trouble(`when: --${ask} and --${second} ask different things; leave one of them`);
  const opened = await openLog(file, session);
  const { exitCode } = opened;
  const story = await storyOf(opened, session);
  const subject = mostTroubled(story);
  const query = compiled(text, { story, subject }, ask);
  const from = Math.max(1, options.from === undefined ? 1 : await positionOf(options.from, story, '--from'));
  const to = await positionOf(options.to, story, '--to');
  if (from > to) throw new Trouble(`when: --from is @${from}, after --to, which is @${to}; exchange them`);
  const course = traced(query, story, session);
  const about = subject === undefined || !query.ofSubject ? '' : `${shortKind(subject.kind)}/${subject.name}`;
  const asked = { story, course, about, ask, from, to };
  const answer = answerOf(asked);
  await session.out.writeLines(options.json ? [jsonOf(asked, answer)] : sanitised(tableOf(asked, answer)));
  if (exitCode !== EXIT.yes) return exitCode;
  return answer.held ? EXIT.yes : EXIT.no;
}

/** @throws Trouble with the column and what could stand there. */
function compiled(text: string, scope: Scope, ask: Ask | undefined): Query {
  const query = ask === 'always' || ask === 'never' ? compileCondition(text, scope) : compileQuery(text, scope);
  if (E.isRight(query)) return query.right;
  throw new Trouble(`${queryErrorWords(query.left)}; see playhead when --help`);
}

/** So many entries between two words about progress. */
const STRIDE = 16_384;

function traced(query: Query, story: Story, session: Session): Course {
  const run = new QueryRun(query, story);
  const progress = new Progress(session, 'searching');
  while (run.advance(STRIDE)) progress.tell(run.share, Date.now());
  progress.end();
  return run.finish();
}

function answerOf({ course, ask, from, to }: Asked): Answer {
  const { type } = course.query;
  if (type !== 'truth' && ask !== 'always' && ask !== 'never') return valueAnswer(course, ask, from, to);
  const times = ofEntries(course.query) ? entriesOf(course, from, to) : stretches(course, from, to);
  const not = gaps(course, from, to);
  const so = times.length === 0 ? 'never' : not.length === 0 ? 'always' : 'sometimes';
  if (ask === 'always') return { held: so === 'always', so, times: not.slice(0, 1), changes: [] };
  if (ask === 'never') return { held: so === 'never', so, times: times.slice(0, 1), changes: [] };
  return { held: times.length > 0, so, times: ask === 'last' ? times.slice(-1) : times, changes: [] };
}

/** It tells of single entries: each is a time, and none lasts. */
const ofEntries = ({ leaves }: Query): boolean => leaves.some(({ pulse }) => pulse === true);
const entriesOf = ({ hits }: Course, from: Position, to: Position): Stretch[] =>
  hits.filter(hit => hit >= from && hit <= to).map(hit => ({ from: hit, to: hit }));

function valueAnswer({ values }: Course, ask: Ask | undefined, from: Position, to: Position): Answer {
  const changes: Answer['changes'][number][] = [];
  for (let i = 0; i < values.positions.length; i++) {
    const position = values.positions[i]!;
    if (position >= from && position <= to) changes.push({ position, value: values.values[i] });
  }
  return { held: changes.length > 0, so: 'value', times: [], changes: ask === 'last' ? changes.slice(-1) : changes };
}

/** The moment after a stretch: until then it was so. */
const endOf = (story: Story, { to }: Stretch): number => timeAt(story, Math.min(story.length, to + 1));
const lengthOf = (story: Story, stretch: Stretch): number => endOf(story, stretch) - timeAt(story, stretch.from);

function* tableOf(asked: Asked, { so, times, changes }: Answer): Generator<string> {
  const { story, course, to, ask } = asked;
  const width = String(to).length + 1;
  const line = (position: Position, middle: string | undefined): string => {
    const { actor, subject, what } = entryWords(story, position);
    const words = subject === '' ? what : `${subject}  ${what}`;
    const place = `${`@${position}`.padStart(width)}  ${offset(timeAt(story, position)).padStart(9)}`;
    return [place, ...(middle === undefined ? [] : [middle]), actor, words].join('  ');
  };
  const lengths = ofEntries(course.query) ? undefined : times.map(stretch => lengthWords(story, stretch, to));
  const lengthWidth = Math.max(0, ...(lengths ?? []).map(text => text.length));
  for (const [i, { from }] of times.entries()) yield line(from, lengths?.[i]?.padEnd(lengthWidth));
  const values = changes.map(({ value }) => valueWords(value));
  const valueWidth = Math.min(MOST, Math.max(0, ...values.map(text => text.length)));
  for (const [i, { position }] of changes.entries()) yield line(position, values[i]!.padEnd(valueWidth));
  if (ask !== 'last' || times.length + changes.length === 0) yield verdict(asked, so, times, changes.length);
}

/** The last column of a value that is long, as a template is. */
const MOST = 60;
const valueWords = (value: Value): string => {
  const text = value === undefined ? 'not there' : value === null ? 'none' : String(value);
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
};

const lengthWords = (story: Story, stretch: Stretch, to: Position): string =>
  stretch.to >= to ? 'to the end' : `for ${duration(lengthOf(story, stretch))}`;

function verdict(
  { story, course, about, ask, from, to }: Asked,
  so: Answer['so'],
  times: readonly Stretch[],
  changes: number,
): string {
  const of = `${course.query.text}${about === '' ? '' : ` (${about})`}`;
  const all = `${plural(to - from + 1, 'entry', 'entries')}`;
  if (so === 'value')
    return changes === 0 ? `never changed: ${of}, ${all}` : `changed ${plural(changes, 'time')}: ${of}`;
  if (ask === 'always')
    return so === 'always'
      ? `always: ${of}, ${all}`
      : times.length === 0
        ? `never: ${of}, ${all}`
        : `not always, and here first not: ${of}`;
  if (ask === 'never') return so === 'never' ? `never: ${of}, ${all}` : `not never, and here first: ${of}`;
  if (so === 'never') return `never: ${of}, ${all}`;
  if (ofEntries(course.query)) return `${plural(times.length, 'entry', 'entries')}: ${of}`;
  const sum = times.reduce((total, stretch) => total + lengthOf(story, stretch), 0);
  return `${plural(times.length, 'time')}, ${duration(sum)} in all: ${of}`;
}

function* sanitised(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield sanitiseLine(line);
}

/** The stable form of `-o json`; the help of the command says it. */
function jsonOf({ story, course, about, from, to }: Asked, { held, so, times, changes }: Answer): string {
  const place = (position: Position) => ({ position, time: timeAt(story, position) });
  return escapeJson(
    JSON.stringify(
      {
        query: course.query.text,
        workload: about,
        type: course.query.type,
        held,
        so,
        from: place(from),
        to: place(to),
        times: times.map(stretch => ({
          from: place(stretch.from),
          to: place(stretch.to),
          ms: lengthOf(story, stretch),
        })),
        changes: changes.map(({ position, value }) => ({ ...place(position), value: value ?? null })),
      },
      null,
      2,
    ),
  );
}
