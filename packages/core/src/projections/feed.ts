import type { Position } from '../log/entry.ts';
import { type EntryWords, entryWords } from './entryWords.ts';
import { lastAtOrBefore } from './steps.ts';
import type { Story } from './story.ts';

/**
 * What carries a meaning around a position, at most `rows` of it: two thirds before, the rest after. The entry at the
 * position itself is always among them, whether it carries a meaning or not. `every`: all entries instead.
 */
export function eventFeed(story: Story, position: Position, rows: number, every = false): EntryWords[] {
  if (every) return everyEntry(story, position, rows);
  const { meaning } = story;
  const index = lastAtOrBefore(meaning, position);
  // the entry itself where it is not one of them: it then counts as if it stood behind `index`
  const extra = position > 0 && (index < 0 || meaning[index] !== position) ? 1 : 0;
  const at = index + extra;
  const last = meaning.length - 1 + extra;
  const after = Math.min(last - at, Math.max(1, Math.floor(rows / 3)));
  const first = Math.max(0, at + after - rows + 1);
  const words: EntryWords[] = [];
  for (let i = first; i < first + rows && i <= last; i++)
    words.push(entryWords(story, extra === 0 || i < at ? meaning[i]! : i === at ? position : meaning[i - 1]!));
  return words;
}

function everyEntry(story: Story, position: Position, rows: number): EntryWords[] {
  const after = Math.min(story.length - position, Math.max(1, Math.floor(rows / 3)));
  const first = Math.max(1, position + after - rows + 1);
  const words: EntryWords[] = [];
  for (let at = first; at < first + rows && at <= story.length; at++) words.push(entryWords(story, at));
  return words;
}
