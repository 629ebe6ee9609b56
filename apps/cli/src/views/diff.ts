import { type Divergence, firstDivergence, inMeaning } from '@playhead/compare';
import {
  DIFF_SIGNS,
  duration,
  type FieldDiff,
  lastOf,
  type MomentDiff,
  momentDiff,
  objectWords,
  offset,
  type Position,
  plural,
  shortKind,
  timeAt,
  valueWords,
} from '@playhead/core';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { positionOf } from '../input/moment.ts';
import { openLog } from '../input/open.ts';
import { storyOf } from '../input/story.ts';
import { entryLine } from './entryLine.ts';

export interface MomentDiffOptions {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly noise: boolean;
  readonly events: boolean;
  readonly json: boolean;
}

/** Two moments of one log. */
export async function printMomentDiff(file: string, session: Session, options: MomentDiffOptions): Promise<ExitCode> {
  const opened = await openLog(file, session);
  const { exitCode } = opened;
  const story = await storyOf(opened, session);
  const from = options.from === undefined ? 0 : await positionOf(options.from, story, '--from');
  const to = await positionOf(options.to, story, '--to');
  const { noise, events } = options;
  const diff = momentDiff(story.timeline, from, to, { noise, events });
  const moment = (position: Position): string => `@${position} ${offset(timeAt(story, position))}`;
  if (options.json) await session.out.writeLines(jsonLines(diff));
  else {
    const apart = duration(Math.abs(timeAt(story, to) - timeAt(story, from)));
    const differ = diff.objects.length === 1 ? '1 object differs' : `${diff.objects.length} objects differ`;
    await session.out.writeLines(
      textLines(`${moment(from)} → ${moment(to)}: ${apart}, ${diff.objects.length === 0 ? 'the same' : differ}`, diff),
    );
  }
  if (exitCode !== EXIT.yes) return exitCode;
  return diff.objects.length === 0 ? EXIT.yes : EXIT.no;
}

function* textLines(head: string, { objects }: MomentDiff): Generator<string> {
  yield head;
  const several = new Set(objects.map(({ namespace }) => namespace)).size > 1;
  for (const object of objects) {
    const { change, kind, namespace, name } = object;
    const words = change === 'changed' ? '' : objectWords(lastOf(object));
    const where = several && namespace !== '' ? ` -n ${namespace}` : '';
    const replaced = change === 'replaced' ? 'another of that name' : '';
    const says = [replaced, words].filter(part => part !== '').join(', ');
    yield sanitiseLine(`${DIFF_SIGNS[change]} ${shortKind(kind)}/${name}${where}${says === '' ? '' : `  ${says}`}`);
    for (const field of object.fields) yield sanitiseLine(`    ${fieldLine(field)}`);
  }
}

const fieldLine = ({ path, before, after }: FieldDiff): string =>
  `${path}: ${valueWords(before)} → ${valueWords(after)}`;

/** An object a line; whole objects only of what came or went. */
function* jsonLines({ objects }: MomentDiff): Generator<string> {
  for (const { key, kind, namespace, name, change, before, after, fields } of objects) {
    const whole = change === 'changed' ? {} : { before: before ?? null, after: after ?? null };
    const parts = fields.map(field => ({ ...field, before: field.before ?? null, after: field.after ?? null }));
    yield escapeJson(JSON.stringify({ key, kind, namespace, name, change, ...whole, fields: parts }));
  }
}

export interface LogDiffOptions {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly json: boolean;
}

/** Two logs: the first thing that one did and the other did not. */
export async function printLogDiff(
  a: string,
  b: string,
  session: Session,
  { from, to, json }: LogDiffOptions,
): Promise<ExitCode> {
  if (from !== undefined || to !== undefined)
    throw new Trouble(
      `diff: --${from === undefined ? 'to' : 'from'} is for the moments of one log; leave it, or one of the files, out`,
    );
  const [left, right] = [await openLog(a, session), await openLog(b, session)];
  const divergence = firstDivergence(left.log, right.log, inMeaning);
  const lines = json ? [divergenceJson(divergence)] : divergenceLines(a, b, divergence);
  await session.out.writeLines(lines);
  const worst = Math.max(left.exitCode, right.exitCode) as ExitCode;
  if (worst !== EXIT.yes) return worst;
  return divergence === undefined ? EXIT.yes : EXIT.no;
}

function* divergenceLines(a: string, b: string, divergence: Divergence | undefined): Generator<string> {
  if (divergence === undefined) {
    yield 'the same deeds in both';
    return;
  }
  yield `they part after ${plural(divergence.shared, 'deed')} in common`;
  for (const [file, entry] of [
    [a, divergence.a],
    [b, divergence.b],
  ] as const)
    yield sanitiseLine(`${file}  ${entry === undefined ? 'had ended' : entryLine(entry)}`);
}

const divergenceJson = (divergence: Divergence | undefined): string =>
  escapeJson(
    JSON.stringify(
      divergence === undefined
        ? { same: true }
        : { same: false, shared: divergence.shared, a: divergence.a ?? null, b: divergence.b ?? null },
    ),
  );
