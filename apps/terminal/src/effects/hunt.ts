/** A search that may take a while: done in slices, so that keys and frames come between, and told how far it is. */
import { EntrySearch, entryAsks, QueryRun, type Story } from '@playhead/core';
import { Observable } from 'rxjs';
import type { Quest } from '../finding.ts';
import type { Message } from '../message.ts';
import { Slices } from './slices.ts';

/** Milliseconds of work between two looks at the keyboard, and between two words about progress. */
const PACE = { slice: 12, tell: 100 } as const;
/** Entries between two looks at the clock. */
const STRIDE = 1024;

/** The first slice is done at once: a short search is over before the next frame. */
export const hunt = (story: Story, quest: Quest): Observable<Message> =>
  new Observable(messages => {
    const end = (message: Message): void => {
      messages.next(message);
      messages.complete();
    };
    const run = runOf(story, quest);
    const slices = new Slices(
      share => messages.next({ type: 'hunting', quest, share }),
      error => end({ type: 'lost', quest, why: error instanceof Error ? error.message : String(error) }),
      PACE,
    );
    slices.run({ work: () => run.advance(STRIDE), share: run.share, done: () => end(run.answer()) });
    return () => slices.stop();
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
