/**
 * A story saved with its log and loaded again says what the story says that is read from the log: every series, every
 * life, every view. Where the saved one is damaged, of another version or of another log, there is none.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  causeChain,
  entryWords,
  eventFeed,
  groupsAt,
  type Log,
  livesAt,
  nextWrite,
  podRow,
  podsByNode,
  previousWrite,
  readStory,
  resolveMoment,
  rolloutHead,
  type Story,
  storyMoments,
  Timeline,
  whyPane,
  workloadBehind,
} from '@playhead/core';
import {
  encodeRecording,
  findStory,
  keepStory,
  loadStory,
  openRecording,
  readRecording,
  STORY_VERSION,
  saveStory,
  storeStory,
} from '@playhead/recording';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';
import { LIFE, plain } from '../support/plainStory.ts';
import { scenarioOf, stories } from '../support/stories.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'playhead-story-'));
afterAll(() => rmSync(folder, { recursive: true }));

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};
const kept = (name: string): string => path.join(ROOT, `${name}.rollout`);
const NAMES = [
  ...['checkout-oom', 'hundred'].map(name => `scenarios/recordings/${name}`),
  ...['cronjob', 'daemonset', 'hpa-load', 'job', 'quota-exceeded', 'service-canary', 'statefulset'].map(
    name => `test/conformance/recordings/${name}`,
  ),
];
const RECORDINGS = NAMES.map(kept);

const IDENTITY = 7;
const saved = (story: Story): Uint8Array => saveStory(story, IDENTITY);
const loaded = (log: Log, bytes: Uint8Array): Story => {
  const story = loadStory(new Timeline(log), bytes, IDENTITY);
  if (story === undefined) throw new Error('what was just saved is not loaded');
  return story;
};

/** What the screens are made from, at one position. */
function views(story: Story, position: number) {
  const subject = position === 0 ? undefined : story.timeline.entry(position).subject;
  return {
    feed: eventFeed(story, position, 9),
    words: position === 0 ? undefined : entryWords(story, position),
    causes: causeChain(story, position),
    behind: workloadBehind(story, position)?.key,
    lives: subject && plain(story.pods.get(subject)),
    around: subject && [previousWrite(story, subject, position), nextWrite(story, subject, position)],
    object: subject && story.timeline.peek(position).get(subject),
    workloads: story.workloads.map(workload => {
      const { change, ...head } = rolloutHead(story, workload, position);
      return {
        head: { ...head, change: change?.position },
        why: whyPane(story, workload, position),
        groups: groupsAt(workload, position).map(({ uid }) => uid),
        pods: livesAt(workload, position).map(life => {
          const { group: of, life: _, ...row } = podRow(story, story.groupsByUid.get(life.group)!, life, position);
          return { ...row, key: life.key, of: of.uid };
        }),
        states: workload.groups.flatMap(group => group.pods.map(life => life.stateAt(position))),
        nodes: podsByNode(workload, position),
      };
    }),
  };
}

const moments = (story: Story) =>
  ['end', 'lowest', 'stuck', 'rev1', 'rev2', '+1s', 'end-1s'].map(word => resolveMoment(word, storyMoments(story)));

test('a life says all that is said of one while the log is read', () => {
  const { pods } = readStory(new Timeline(right(openRecording(RECORDINGS[0]!)).log));
  const [life] = [...pods.values()][0]!;
  expect(Object.keys(life!).sort()).toEqual([...LIFE].sort());
});

describe('a story loaded is the story read', () => {
  test('of any simulated rollout, at any position', () => {
    fc.assert(
      fc.property(stories(true), fc.array(fc.nat(1000), { minLength: 3, maxLength: 6 }), (told, shares) => {
        const log = simulate(scenarioOf(told));
        const read = readStory(new Timeline(log));
        const bytes = saved(read);
        // each view first on a fresh one: it must need nothing that another has asked for before
        for (const share of shares) {
          const position = Math.round((share * log.length) / 1000);
          expect(views(loaded(log, bytes), position)).toEqual(views(read, position));
        }
        expect(moments(loaded(log, bytes))).toEqual(moments(read));
        expect(plain(loaded(log, bytes))).toEqual(plain(read));
      }),
      { numRuns: 12 },
    );
  });

  test.each(NAMES)('of a recording: %s', name => {
    const { log } = right(openRecording(kept(name)));
    const read = readStory(new Timeline(log));
    const again = loaded(log, saved(read));
    expect(plain(again)).toEqual(plain(read));
    for (let position = 0; position <= log.length; position += 61)
      expect(views(again, position)).toEqual(views(read, position));
    expect(saved(again)).toEqual(saved(read));
  });
});

describe('in the file of its log', () => {
  const file = path.join(folder, 'stored.rollout');
  copyFileSync(RECORDINGS[0]!, file);
  const before = readFileSync(file);
  const read = readStory(new Timeline(right(openRecording(file)).log));
  const stored = right(storeStory(file, read));
  const bytes = readFileSync(file);

  test('it stands behind the entries, which are not touched, and is found there', () => {
    expect(stored.bytes).toBe(bytes.length);
    expect(bytes.length - before.length).toBeLessThan(stored.story + 1500);
    const opened = right(openRecording(file));
    expect([opened.warnings, opened.damage]).toEqual([[], undefined]);
    expect(plain(findStory(opened, new Timeline(opened.log))!)).toEqual(plain(read));
    opened.close();
  });

  test('stored again the file is the same; written anew without it, the file that it was', () => {
    right(storeStory(file, read));
    expect(readFileSync(file)).toEqual(bytes);
    const opened = right(openRecording(file));
    expect(Buffer.from(encodeRecording(opened.log))).toEqual(before);
    opened.close();
  });

  test('a file without one has none', () => {
    const opened = right(openRecording(RECORDINGS[0]!));
    expect(findStory(opened, new Timeline(opened.log))).toBeUndefined();
    opened.close();
  });

  test('cut or damaged anywhere behind the entries, the log is read whole and the story is none or right', () => {
    const length = before.length - 700;
    for (let at = length; at < bytes.length; at += 397) {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = flipped[at]! ^ 0x10;
      for (const damaged of [flipped, bytes.subarray(0, at)]) {
        const opened = readRecording(damaged);
        if (E.isLeft(opened)) throw new Error('the header stands');
        const story = findStory(opened.right, new Timeline(opened.right.log));
        if (story !== undefined) expect(plain(story)).toEqual(plain(read));
        else if (at > before.length) expect(opened.right.log.length).toBe(read.length);
      }
    }
  });
});

describe('in a folder beside', () => {
  const place = path.join(folder, 'kept');
  const opened = right(openRecording(RECORDINGS[0]!));
  const read = readStory(new Timeline(opened.log));

  test('it is found by the log it is of, and by no other', () => {
    expect(findStory(opened, new Timeline(opened.log), place)).toBeUndefined();
    const bytes = keepStory(opened, read, place)!;
    const [name] = readdirSync(place);
    expect(statSync(path.join(place, name!)).size).toBe(bytes);
    expect(plain(findStory(opened, new Timeline(opened.log), place)!)).toEqual(plain(read));
    const other = right(openRecording(RECORDINGS[1]!));
    expect(findStory(other, new Timeline(other.log), place)).toBeUndefined();
    other.close();
  });

  test('cut, damaged, of another version or of another log, it is none', () => {
    const file = path.join(place, readdirSync(place)[0]!);
    const bytes = readFileSync(file);
    const found = () => findStory(opened, new Timeline(opened.log), place);
    for (let at = 0; at < bytes.length; at += at < 64 ? 1 : 211) {
      const flipped = Buffer.from(bytes);
      flipped[at] = flipped[at]! ^ 0x04;
      for (const damaged of [flipped, bytes.subarray(0, at)]) {
        writeFileSync(file, damaged);
        expect(found(), `byte ${at}`).toBeUndefined();
      }
    }
    writeFileSync(file, bytes);
    expect(found()).toBeDefined();
    expect(loadStory(new Timeline(opened.log), bytes, opened.identity + 1)).toBeUndefined();
  });

  test('a folder that cannot be written is no trouble', () => {
    expect(keepStory(opened, read, path.join(RECORDINGS[0]!, 'folder'))).toBeUndefined();
  });
});

/** What is kept in people's folders was saved by older versions: whoever changes what a story says raises the number. */
test('a story says what it said when STORY_VERSION was last raised', () => {
  const sums = RECORDINGS.map(file => {
    const { log, close } = right(openRecording(file));
    const sum = createHash('sha256')
      .update(saved(readStory(new Timeline(log))))
      .digest('hex');
    close();
    return sum.slice(0, 16);
  });
  expect({ version: STORY_VERSION, sums }).toMatchInlineSnapshot(`
    {
      "sums": [
        "9dd5be74fa8d8ed3",
        "aa91f3370a991025",
        "cc7de5d7b803b97b",
        "4e92896a650e9c44",
        "816634c491ee19ac",
        "4acabc4189cf6495",
        "1ff75d7504268b96",
        "74bafec0a39788ef",
        "a08af380cf79ada2",
      ],
      "version": 11,
    }
  `);
});
