import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeMulti } from '@msgpack/msgpack';
import {
  compileQuery,
  EntrySearch,
  entryAsks,
  lastChange,
  mostTroubled,
  nextHit,
  previousHit,
  QueryRun,
  type Story,
  Timeline,
} from '@playhead/core';
import { describeError, findStory, inflatedBlocks, openRecording } from '@playhead/recording';
import { isLeft } from 'fp-ts/lib/Either.js';
import type { Report } from './figure.ts';
import { largeRecording } from './terminal.ts';

const BIN = fileURLToPath(new URL('../apps/cli/dist/playhead.js', import.meta.url));

/** What is asked, and the same where it is so nowhere: then all there is has been looked at. */
const EXPRESSIONS: readonly (readonly [usual: string, nowhere: string])[] = [
  ['available < 3', 'available < 0'],
  ['serving < floor', 'serving < 0'],
  ['deployment/web.status.unavailableReplicas > 1', 'deployment/web.status.unavailableReplicas > 1000000'],
  ['deployment/web.spec.replicas > 1', 'deployment/web.spec.replicas > 1000000'],
  ['pods(phase=Pending) >= 2', 'pods(phase=Pending) >= 1000000'],
  ['condition(Progressing)=False', 'condition(Progressing)=Unknown'],
  ['count(ready, revision=2) == 5', 'count(ready, revision=2) == 1000000'],
  ['event(ScaledDown)', 'event(Noted)'],
  ['actor(kubelet*)', 'actor(nobody)'],
  ['pods(image=web:v2) >= 2', 'pods(image=web:v2) >= 1000000'],
];
const TEXTS: readonly (readonly [usual: string, nowhere: string])[] = [
  ['OOMKilled', 'nowhere'],
  ['podready', 'faultinjected'],
  ['node-45', 'node-456'],
  ['web-vzp', 'web-zz'],
  ['ready 9500', 'ready 99999999'],
];

/**
 * Searches on 1,000,000 entries and 10,000 pods with their saved story, each in a log opened anew: expressions in both
 * directions at once, texts from one end to the other. Held against reading the log's frames and nothing else.
 */
export async function benchSearch(report: Report): Promise<void> {
  const file = largeRecording();
  const raw = least(thrice(() => decodeAll(file)));
  const baseline = '@msgpack/msgpack decodeMulti of the log’s frames, inflated';
  report({ name: 'search: raw MessagePack of 1000000 entries', value: raw, unit: 'ms' });
  const told = (name: string, took: readonly number[]) =>
    report({ name: `search: ${name}`, value: least(took), unit: 'ms', ratio: least(took) / raw, baseline });
  for (const [usual, nowhere] of EXPRESSIONS) {
    told(
      usual,
      thrice(() => inOpened(file, story => expression(story, usual))),
    );
    told(
      `${nowhere}, nowhere`,
      thrice(() => inOpened(file, story => expression(story, nowhere))),
    );
  }
  told(
    'last image',
    thrice(() => inOpened(file, story => expression(story, 'image'))),
  );
  for (const [usual, nowhere] of TEXTS)
    for (const direction of [1, -1] as const) {
      const back = direction === 1 ? '' : ', backward';
      told(
        `/${usual}${back}`,
        thrice(() => inOpened(file, story => text(story, usual, direction))),
      );
      told(
        `/${nowhere}, nowhere${back}`,
        thrice(() => inOpened(file, story => text(story, nowhere, direction))),
      );
    }
  commandLine(file, report);
}

/** The whole command, from its start to its end. */
function commandLine(file: string, report: Report): void {
  const bare = least(thrice(() => timed(() => execFileSync(process.execPath, ['-e', '0']))));
  report({ name: 'when: node -e 0', value: bare, unit: 'ms' });
  const answers = (query: string) => () =>
    timed(() =>
      execFileSync(process.execPath, [BIN, 'when', query, file, '--never', '-o', 'json'], { stdio: 'ignore' }),
    );
  for (const [, nowhere] of EXPRESSIONS) {
    const took = least(thrice(answers(nowhere)));
    report({ name: `when: ${nowhere}`, value: took, unit: 'ms', ratio: took / bare, baseline: 'node -e 0' });
  }
}

/** What else the machine does can only add. */
const least = (took: readonly number[]): number => Math.min(...took);
const thrice = (work: () => number): number[] => [work(), work(), work()];

function timed(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

function decodeAll(file: string): number {
  const frames = inflatedBlocks(readFileSync(file));
  return timed(() => {
    for (const frame of frames) for (const _ of decodeMulti(frame));
  });
}

/** In a log of which nothing was read yet. */
function inOpened(file: string, search: (story: Story) => void): number {
  const opened = openRecording(file);
  if (isLeft(opened)) throw new Error(describeError(opened.left));
  const story = findStory(opened.right, new Timeline(opened.right.log));
  if (story === undefined) throw new Error('the saved story is not found');
  const took = timed(() => search(story));
  opened.right.close();
  return took;
}

/** So many entries between two looks at the keys, as in the terminal. */
const STRIDE = 1024;

function expression(story: Story, asked: string): void {
  const query = compileQuery(asked, { story, subject: mostTroubled(story) });
  if (isLeft(query)) throw new Error(JSON.stringify(query.left));
  const run = new QueryRun(query.right, story);
  while (run.advance(STRIDE));
  const course = run.finish();
  nextHit(course, 0);
  previousHit(course, story.length + 1);
  lastChange(course, story.length + 1);
}

function text(story: Story, asked: string, direction: 1 | -1): void {
  const from = direction === 1 ? 0 : story.length + 1;
  const search = new EntrySearch(story, entryAsks(story, asked), from, direction);
  while (search.advance(STRIDE));
}
