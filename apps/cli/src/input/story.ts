import path from 'node:path';
import { type Story, StoryBuilder, Timeline } from '@playhead/core';
import { Progress } from '../edge/progress.ts';
import type { Session } from '../edge/session.ts';
import type { OpenedLog } from './open.ts';

/** Entries read between two words about it. */
const STRIDE = 20_000;

/** The story of a log: the one saved with it, else read from it, which of a long log is kept for the next time. */
export async function storyOf(opened: OpenedLog, session: Session): Promise<Story> {
  const timeline = new Timeline(opened.log);
  const saved = await savedWith(opened, session);
  const found = saved?.find(timeline);
  if (found !== undefined) return found;
  const story = readWithWords(timeline, session);
  saved?.keep(story);
  return story;
}

export interface Saved {
  readonly find: (timeline: Timeline) => Story | undefined;
  readonly keep: (story: Story) => void;
}

/** Where the story of a log is found that is known already, or saved with a long `.rollout` file and kept where it has none. */
export async function savedWith({ recording, story: known }: OpenedLog, session: Session): Promise<Saved | undefined> {
  if (known !== undefined) return { find: () => known, keep: () => undefined };
  if (recording === undefined) return undefined;
  const { findStory, keepStory, LONG_LOG } = await import('@playhead/recording');
  const folder = recording.log.length < LONG_LOG ? undefined : cacheFolder(session.env);
  return {
    find: timeline => findStory(recording, timeline, folder),
    keep: story => {
      if (folder !== undefined && recording.damage === undefined) keepStory(recording, story, folder);
    },
  };
}

/** Reads a log to its end; on a terminal it says how far it is. */
export function readWithWords(timeline: Timeline, session: Session): Story {
  const progress = new Progress(session, `reading ${timeline.length} entries`);
  const builder = new StoryBuilder(timeline);
  try {
    while (builder.advance(STRIDE)) progress.tell(builder.position / timeline.length, Date.now());
    return builder.finish();
  } finally {
    progress.end();
  }
}

/** The XDG Base Directory Specification: a relative path is to be ignored. Undefined where there is no home either. */
export function cacheFolder(env: Session['env']): string | undefined {
  const { XDG_CACHE_HOME: cache, HOME: home } = env;
  if (cache !== undefined && path.isAbsolute(cache)) return path.join(cache, 'playhead');
  return home === undefined || !path.isAbsolute(home) ? undefined : path.join(home, '.cache', 'playhead');
}
