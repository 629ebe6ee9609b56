import type { Position } from '../log/entry.ts';
import { type EntryWords, entryWords } from './entryWords.ts';
import { lastAtOrBefore } from './steps.ts';
import type { Story } from './story.ts';

/**
 * What carries a meaning around a position, at most `rows` of it: two thirds before, the rest after. The entry at the
 * position itself is always among them, whether it carries a meaning or not.
 */
export function eventFeed(story: Story, position: Position, rows: number): EntryWords[] {
  const { meaning } = story;
  const index = lastAtOrBefore(meaning, position);
  const here = index >= 0 && meaning[index] === position;
  const around =
    here || position === 0 ? meaning : [...meaning.slice(0, index + 1), position, ...meaning.slice(index + 1)];
  const at = here || position === 0 ? index : index + 1;
  const after = Math.min(around.length - 1 - at, Math.max(1, Math.floor(rows / 3)));
  const first = Math.max(0, at + after - rows + 1);
  return around.slice(first, first + rows).map(p => entryWords(story, p));
}
