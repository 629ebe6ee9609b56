/**
 * A log that is still being written: looked at a few times a second, and read anew where it has grown. A story is a
 * value, so each growth gives another; reading it takes a tenth of the time at most and lets keys come in between.
 */
import { type Log, type Story, StoryBuilder, Timeline } from '@playhead/core';
import { concatMap, defer, EMPTY, from, type Observable, of, repeat, takeWhile, timer } from 'rxjs';
import type { Message } from '../message.ts';

/** What was written since the last look; undefined where nothing was. @throws where nothing can come any more */
export type Look = () => { readonly log: Log; readonly finished: boolean } | undefined;

/** Milliseconds between two looks. */
const EVERY = 200;

/** Entries folded between two looks at the keys: some 20 ms of work. */
const STRIDE = 5000;

export function growthOf(look: Look): Observable<Message> {
  let took = 0;
  const next = async (): Promise<Message | undefined> => {
    try {
      const grown = look();
      if (grown === undefined) return undefined;
      const began = performance.now();
      const story = await readGently(new Timeline(grown.log));
      took = performance.now() - began;
      return { type: 'grown', story, finished: grown.finished };
    } catch (error) {
      return { type: 'lostEnd', why: (error as Error).message };
    }
  };
  return defer(() => from(next())).pipe(
    concatMap(message => (message === undefined ? EMPTY : of(message))),
    repeat({ delay: () => timer(Math.max(EVERY, took * 9)) }),
    takeWhile(message => message.type === 'grown' && !message.finished, true),
  );
}

async function readGently(timeline: Timeline): Promise<Story> {
  const builder = new StoryBuilder(timeline);
  while (builder.advance(STRIDE)) await new Promise(resolve => setImmediate(resolve));
  return builder.finish();
}
