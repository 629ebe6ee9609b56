/** Where a log's story comes from, and how it is read on while the log is still being written. */
import { type Log, type Story, StoryBuilder, Timeline } from '@playhead/core';
import { merge, type Observable } from 'rxjs';
import { type Growing, growthOf } from './effects/follow.ts';
import { loadStory } from './load.ts';
import type { Message } from './message.ts';
import type { Live, Model, Parting } from './model.ts';
import type { Terminal } from './tty.ts';

/** A story that was saved with a log or is known already; where there is none it is read, and `keep` is told it. */
export interface Source {
  readonly find?: (timeline: Timeline) => Story | undefined;
  readonly keep?: (story: Story) => void;
  /** Of a log that is still being written: what comes. */
  readonly growing?: Growing;
}

export interface Opened {
  readonly story: Story;
  /** Goes on reading where it grows. */
  readonly follow: { readonly growing: Growing; readonly builder: StoryBuilder } | undefined;
}

/** Undefined where somebody left while it was read. */
export async function openSource(log: Log, source: Source, terminal: Terminal): Promise<Opened | undefined> {
  const { growing, find, keep } = source;
  const timeline = new Timeline(log);
  const known = growing === undefined ? find?.(timeline) : undefined;
  if (known !== undefined) return { story: known, follow: undefined };
  const builder = new StoryBuilder(timeline);
  const { stdin, stdout } = terminal;
  const story = await loadStory(builder, log.length, { stdin, stdout, ...(keep === undefined ? {} : { keep }) });
  return story && { story, follow: growing && { growing, builder } };
}

/** What the head says of a log at first. One that is only looked at says nothing until it grows. */
export const liveOf = ({ follow }: Opened): Live | undefined =>
  follow === undefined || follow.growing.asleep === true ? undefined : { follows: true, silentFor: 0 };

/** What comes of one log or of both. */
export function growths(a: Opened, b: Opened | undefined, part: (a: Log, b: Log) => Parting): Observable<Message> {
  const logs = { A: a.story.timeline.log, B: b?.story.timeline.log };
  const grow = (which: 'A' | 'B', opened: Opened | undefined): Observable<Message>[] =>
    opened?.follow === undefined
      ? []
      : [
          growthOf({
            ...opened.follow,
            which,
            part: log => {
              logs[which] = log;
              return logs.B && part(logs.A, logs.B);
            },
          }),
        ];
  return merge(...grow('A', a), ...grow('B', b));
}

/** The model of a session at its beginning, with what is said of the ends of its logs. */
export function withEnds(model: Model, a: Opened, b: Opened | undefined): Model {
  const { beside } = model;
  const one = { ...model, live: liveOf(a) };
  return beside === undefined || b === undefined
    ? one
    : { ...one, beside: { ...beside, other: { ...beside.other, live: liveOf(b) } } };
}
