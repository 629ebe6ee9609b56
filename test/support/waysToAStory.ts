/** How a log and its story may come to whoever asks: all must give the same answers. */
import { type Log, readStory, type Story, Timeline } from '@playhead/core';
import { encodeRecording, loadStory, readRecording, saveStory } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';

const IDENTITY = 7;

/** The log as a file has it, in blocks. */
export function asFile(log: Log): Log {
  const read = readRecording(encodeRecording(log));
  if (E.isLeft(read)) throw new Error('what was just encoded is not read');
  return read.right.log;
}

const inMemory = (log: Log): Story => readStory(new Timeline(log));
const fromFile = (log: Log): Story => readStory(new Timeline(asFile(log)));

/** The log in its file, the story as it was saved. */
function withSaved(log: Log): Story {
  const story = loadStory(new Timeline(asFile(log)), saveStory(inMemory(log), IDENTITY), IDENTITY);
  if (story === undefined) throw new Error('what was just saved is not loaded');
  return story;
}

/** A story was saved, but of another log: it is not taken, and the log is read. */
function withAnothers(log: Log): Story {
  const timeline = new Timeline(asFile(log));
  const story = loadStory(timeline, saveStory(inMemory(log), IDENTITY + 1), IDENTITY);
  if (story !== undefined) throw new Error('the story of another log is taken');
  return readStory(timeline);
}

export const WAYS: readonly ((log: Log) => Story)[] = [inMemory, fromFile, withSaved, withAnothers];
