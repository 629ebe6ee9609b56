/**
 * A log that is still being written: looked at a few times a second, and its story read on where it has grown. What came
 * is read in pieces, each shown by itself, so that keys come in between however much it is.
 */
import { type Log, type StoryBuilder, Timeline, upTo } from '@playhead/core';
import { Observable } from 'rxjs';
import type { Message } from '../message.ts';
import type { Parting } from '../model.ts';
import { silence } from '../silence.ts';

/** What is known of a file that may still be written. */
export interface Growing {
  /** What was written since the last look; undefined where nothing was. @throws where nothing can come any more */
  readonly look: () => { readonly log: Log; readonly finished: boolean } | undefined;
  /** When it was last written, in milliseconds since the Unix epoch. */
  readonly writtenAt: () => number;
  /** Nothing says that anybody still writes: it is only looked at, and nothing is promised until more is there. */
  readonly asleep?: boolean;
}

export interface Followed {
  readonly growing: Growing;
  /** Which of two it is; of one `A`. */
  readonly which: 'A' | 'B';
  /** It has read the log as far as it is known. */
  readonly builder: StoryBuilder;
  /** Where two are open: where they part, now that this one has come so far. */
  readonly part: (log: Log) => Parting | undefined;
}

/** Milliseconds between two looks. */
const EVERY = 200;

/** Entries read at once: some 20 ms of work. */
const PIECE = 5000;

/**
 * Each piece is read and shown without anything in between, for the story shown before holds the same series and is not
 * to be asked any more.
 */
export function growthOf(followed: Followed): Observable<Message> {
  const { growing, which } = followed;
  return new Observable(messages => {
    let timer: NodeJS.Timeout | undefined;
    let ahead: ReturnType<Growing['look']>;
    let told = silence(0);
    const next = (): void => {
      const began = performance.now();
      try {
        ahead = growing.look() ?? ahead;
        if (ahead === undefined) {
          const silentFor = Date.now() - growing.writtenAt();
          if (silence(silentFor) !== told) messages.next({ type: 'silent', which, silentFor });
          told = silence(silentFor);
        } else {
          const message = read(followed, ahead);
          if (message.story.length === ahead.log.length) ahead = undefined;
          told = silence(0);
          messages.next(message);
          if (message.finished) return messages.complete();
        }
      } catch (error) {
        messages.next({ type: 'lostEnd', which, why: (error as Error).message });
        return messages.complete();
      }
      // a tenth of the time at most
      const rest = (performance.now() - began) * 9;
      timer = setTimeout(next, ahead === undefined ? Math.max(EVERY, rest) : 0);
    };
    timer = setTimeout(next, 0);
    return () => clearTimeout(timer);
  });
}

/** The next piece. */
function read({ which, builder, part }: Followed, ahead: { readonly log: Log; readonly finished: boolean }) {
  const length = Math.min(ahead.log.length, builder.position + PIECE);
  const log = upTo(ahead.log, length);
  builder.grow(new Timeline(log));
  builder.advance(PIECE);
  const parting = part(log);
  const finished = ahead.finished && length === ahead.log.length;
  return { type: 'grown', which, story: builder.finish(), finished, ...(parting && { parting }) } as const;
}
