/** A search that may take a while: done in slices, so that keys and frames come between, and told how far it is. */
import { EntrySearch, entryAsks, QueryRun, type Story } from '@playhead/core';
import { Observable } from 'rxjs';
import type { Quest } from '../finding.ts';
import type { Message } from '../message.ts';

/** Milliseconds of work between two looks at the keyboard. */
const SLICE = 12;
/** Entries between two looks at the clock. */
const STRIDE = 1024;
/** Milliseconds between two words about progress. */
const TELL = 100;

/** The first slice is done at once: a short search is over before the next frame. */
export const hunt = (story: Story, quest: Quest): Observable<Message> =>
  new Observable(messages => {
    const run = runOf(story, quest);
    let again: NodeJS.Immediate | undefined;
    let told = performance.now();
    const slice = (): void => {
      const began = performance.now();
      try {
        do
          if (!run.advance(STRIDE)) {
            messages.next(run.answer());
            messages.complete();
            return;
          }
        while (performance.now() - began < SLICE);
      } catch (error) {
        messages.next({ type: 'lost', quest, why: error instanceof Error ? error.message : String(error) });
        messages.complete();
        return;
      }
      if (performance.now() - told >= TELL) {
        told = performance.now();
        messages.next({ type: 'hunting', quest, share: run.share() });
      }
      again = setImmediate(slice);
    };
    slice();
    return () => clearImmediate(again);
  });

interface Run {
  readonly advance: (by: number) => boolean;
  readonly share: () => number;
  readonly answer: () => Message;
}

function runOf(story: Story, quest: Quest): Run {
  if (quest.kind === 'course') {
    const run = new QueryRun(quest.query, story);
    return {
      advance: by => run.advance(by),
      share: () => run.share,
      answer: () => ({ type: 'traced', quest, course: run.finish() }),
    };
  }
  const search = new EntrySearch(story, entryAsks(story, quest.text), quest.from, quest.direction);
  return {
    advance: by => search.advance(by),
    share: () => search.share,
    answer: () => ({ type: 'found', quest, position: search.found }),
  };
}
