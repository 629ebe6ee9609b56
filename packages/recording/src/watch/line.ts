import { isLeft } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { kubeObject } from '../codec/event.ts';
import { count, fields, firstProblem, isPlainObject, number, text, whole, word } from '../codec/parts.ts';

/**
 * The lines of a watch recording: watch events (with `t`, milliseconds since the run began; without it where they come
 * from `kubectl get --watch --output-watch-events -o json`), steps when they ended, and notes.
 */
export type WatchLine = WatchEventLine | StepLine | NoteLine;

export type WatchEventLine = t.TypeOf<typeof watchEvent>;
export type StepLine = t.TypeOf<typeof step>;
export type NoteLine = t.TypeOf<typeof note>;

const watchEvent = fields(
  'a watch event',
  { type: word('ADDED', 'MODIFIED', 'DELETED'), object: kubeObject },
  { t: number },
);
const step = fields(
  'a step',
  { step: count, command: text, exitCode: whole, stdout: text, stderr: text },
  { t: number },
);
const note = fields('a note', { note: text }, { t: number });

/** What a line holds, or in words what is wrong with it; undefined for a line that says nothing (blank, a bookmark). */
export function readLine(line: string): { readonly line: WatchLine | undefined } | { readonly problem: string } {
  if (line.trim() === '') return { line: undefined };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return {
      problem: `not whole JSON (it begins ${JSON.stringify(line.slice(0, 24))}); was the recording cut off? remove the line, or record again`,
    };
  }
  if (!isPlainObject(value)) return { problem: 'expected an object with "type", "step" or "note"' };
  if (value.type === 'BOOKMARK') return { line: undefined };
  if (value.type === 'ERROR') return { line: { note: `watch error: ${errorWords(value.object)}`, ...timeOf(value) } };
  const codec = 'type' in value ? watchEvent : 'step' in value ? step : 'note' in value ? note : undefined;
  if (codec === undefined) return { problem: 'expected an object with "type", "step" or "note"' };
  const decoded: t.Validation<WatchLine> = codec.decode(value);
  if (isLeft(decoded))
    return { problem: `${firstProblem(decoded.left)}; each watch event needs the whole object (-o json)` };
  return { line: decoded.right };
}

const errorWords = (status: unknown): string =>
  isPlainObject(status) && typeof status.message === 'string' ? status.message : 'no message';

const timeOf = (value: Readonly<Record<string, unknown>>) => (typeof value.t === 'number' ? { t: value.t } : {});
