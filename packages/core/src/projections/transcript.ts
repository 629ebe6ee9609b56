/**
 * A log as text, a line an entry worth telling; for decisions the rule and its sums on lines set in. The same log
 * gives the same text, so a transcript can be approved by a person and kept.
 */

import { partsOf } from '../kube/key.ts';
import type { Entry } from '../log/entry.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { RULES, type Rule } from '../why/rules.ts';
import { entryWords } from './entryWords.ts';
import { readStory, type Story } from './story.ts';
import { clean, offset, shortKind } from './words.ts';

export interface TranscriptOptions {
  /** `@231` before each line. Left out of what is kept, where one more entry would move every line. */
  readonly positions?: boolean;
  /** Every entry, and not only those with a meaning. */
  readonly all?: boolean;
  /** The rule and the sums of each decision. */
  readonly why?: boolean;
}

/** `  +5.377s  kubectl set image      deploy/nginx         nginx:1.16.1 → nginx:bad-1.161`. No line ends. */
export function* transcript(source: Timeline | Story, options: TranscriptOptions = {}): Iterable<string> {
  const story = 'timeline' in source ? source : readStory(source);
  const { meaning, length } = story;
  let next = 0;
  for (let position = 1; position <= length; position++) {
    while (next < meaning.length && meaning[next]! < position) next++;
    const entry = story.timeline.entry(position);
    if (options.all === true || meaning[next] === position || isCommand(entry)) yield* linesOf(story, entry, options);
  }
}

const isCommand = (entry: Entry): boolean =>
  entry.subject === undefined &&
  entry.events.some(event => event.type === 'CommandCompleted' || event.type === 'CommandRefused');

/** Rules that say no more than the line itself. */
const PLAIN: ReadonlySet<string> = new Set(['command', 'scenario', 'kubelet.play', 'event']);

/** The line of one entry and, where it is a decision, the lines of why. */
export function* linesOf(story: Story, entry: Entry, options: TranscriptOptions): Iterable<string> {
  const words = entryWords(story, entry.position);
  const at = options.positions === true ? `@${entry.position}`.padEnd(7) : '';
  const actor = entry.subject === undefined ? words.actor : entry.actor;
  const line = `${at}${offset(entry.time).padStart(10)}  ${actor.padEnd(24)} ${subjectOf(entry).padEnd(30)} ${words.what}`;
  yield clean(line.trimEnd());
  const { why } = entry;
  if (why === undefined || options.why === false) return;
  const rule: Rule | undefined = RULES[why.rule];
  const indent = ' '.repeat(at.length + 12);
  if (rule === undefined || PLAIN.has(why.rule)) return;
  yield clean(`${indent}${why.rule}: ${rule.says}`);
  for (const sum of rule.sums(why.inputs)) yield clean(`${indent}  ${sum}`);
}

function subjectOf(entry: Entry): string {
  if (entry.subject === undefined) return '';
  const { kind, name } = partsOf(entry.subject);
  return `${shortKind(kind)}/${name}`;
}
