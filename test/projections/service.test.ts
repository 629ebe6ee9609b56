/** Services against the objects themselves, at every position: two logs of a real control plane and a scenario with traffic. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  backingsAt,
  chosenPods,
  keyOf,
  type Log,
  lostAt,
  lowestReady,
  partsOf,
  readStory,
  type Story,
  serviceChanges,
  serviceHead,
  Timeline,
  timeAt,
  whyServicePane,
} from '@playhead/core';
import { openRecording } from '@playhead/recording';
import { parseScenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

function storyOf(file: string): Story {
  const log = (): Log => {
    if (file.endsWith('.yaml')) {
      const parsed = parseScenario(readFileSync(path.join(ROOT, file), 'utf8'), file);
      if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
      return simulate(parsed.right);
    }
    const opened = openRecording(path.join(ROOT, file));
    if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
    return opened.right.log;
  };
  return readStory(new Timeline(log()));
}

const STORIES: Readonly<Record<string, Story>> = {
  'service-canary': storyOf('test/conformance/recordings/service-canary.rollout'),
  endpoints: storyOf('test/conformance/recordings/endpoints.rollout'),
  'lost-requests': storyOf('scenarios/lost-requests.yaml'),
};

interface Endpoint {
  readonly conditions: { readonly ready: boolean };
  readonly targetRef: { readonly name: string };
}

describe.each(Object.entries(STORIES))('%s', (_name, story) => {
  const service = story.services[0]!;
  const positions = Array.from({ length: story.length }, (_, i) => i + 1);

  test('slices, shares and states say the same of its endpoints at every position', () => {
    for (const position of positions) {
      const ready = service.ready.at(position);
      const slices = [...service.bySlice.values()].reduce((sum, steps) => sum + steps.at(position), 0);
      const backings = backingsAt(story, service, position);
      const shares = backings.reduce((sum, { share }) => sum + share, 0);
      expect([position, slices]).toEqual([position, ready]);
      expect(shares).toBeCloseTo(ready > 0 ? 1 : 0, 9);
      const head = serviceHead(story, service, position);
      if (head.phase === 'complete') expect(ready).toBeGreaterThan(0);
      if (head.phase === 'outage') expect([position, ready]).toEqual([position, 0]);
      expect(head.hurt).toBe(head.phase === 'outage' || head.phase === 'failing');
    }
  });

  test('what the selector chooses is what the pods’ own labels say', () => {
    for (const position of positions) {
      const state = story.timeline.peek(position);
      const selector = Object.entries(state.get(service.key)?.spec?.selector ?? {});
      const pods = state
        .list('Pod')
        .filter(pod => selector.length > 0 && selector.every(([key, value]) => pod.metadata.labels?.[key] === value));
      const backings = backingsAt(story, service, position);
      const counted = backings
        .filter(({ chosen }) => chosen)
        .reduce((sum, one) => sum + one.group.existing(position), 0);
      expect([position, counted]).toEqual([position, pods.length]);
    }
  });

  test('of every pod it says whether it is an endpoint as its slice says at the end', () => {
    const position = story.length;
    const state = story.timeline.peek(position);
    const told = new Map(
      state
        .list('EndpointSlice')
        .flatMap(slice => slice.endpoints as Endpoint[])
        .map(({ conditions, targetRef }) => [targetRef.name, conditions.ready]),
    );
    if (state.get(service.key) === undefined) return;
    for (const pod of state.list('Pod')) {
      const key = keyOf('Pod', pod.metadata.namespace ?? '', pod.metadata.name);
      const { question } = whyServicePane(story, service, position, key);
      expect(question).toMatch(told.get(pod.metadata.name) === true ? / an endpoint\?$/ : / no endpoint\?$/);
    }
  });
});

describe('a canary by labels', () => {
  const story = STORIES['service-canary']!;
  const service = story.services[0]!;

  test('what changed in the Service itself is told, and by whom', () => {
    expect(serviceChanges(story, service).map(({ position, title, summary }) => [position, title, summary])).toEqual([
      [40, 'kubectl apply', 'name=nginx, 80/TCP'],
      [100, 'kubectl apply', 'selector name=nginx → version=v2'],
    ]);
  });

  test('why a ready pod is no endpoint: the selector was moved', () => {
    const pod = [...story.pods.keys()].find(key => partsOf(key).name.endsWith('-qs8ld'))!;
    const pane = whyServicePane(story, service, 120, pod);
    expect(pane.question).toBe('why is qs8ld no endpoint?');
    expect(pane.rows[0]!.texts).toEqual(['version=v2: the pod has version=v1']);
    expect(pane.rows.find(({ label }) => label === 'so')!.texts).toEqual(['it stands in no slice']);
  });

  test('before, six of seven endpoints are of the one, and one of the other', () => {
    const shares = backingsAt(story, service, 97).map(({ name, ready }) => [name, ready]);
    expect(shares).toEqual([
      ['nginx-dm rev 1', 6],
      ['nginx-v2 rev 1', 1],
    ]);
    const here = chosenPods(service, backingsAt(story, service, 120), 120);
    expect(here).toEqual({ ready: 1, unready: 5, leaving: 0, pods: 6 });
  });
});

describe('traffic', () => {
  const story = STORIES['lost-requests']!;
  const service = story.services[0]!;
  const traffic = service.traffic!;

  test('what is lost goes on from note to note as the next note counts it', () => {
    for (const note of traffic.sent.positions) {
      const before = note - 1;
      const rate = traffic.losing.at(before);
      const until = lostAt(story, traffic, before) + (rate * (timeAt(story, note) - timeAt(story, before))) / 1000;
      expect(Math.abs(until - traffic.lost.at(note))).toBeLessThan(0.5);
    }
    expect(traffic.lost.last).toBeGreaterThan(300);
  });

  test('its lowest moment is where none is ready, and that is an outage with a number', () => {
    const low = lowestReady(service)!;
    expect(low.ready).toBe(0);
    const later = low.position + 4;
    const { state, hurt, waits } = serviceHead(story, service, later);
    expect([state, hurt]).toEqual(['NO ENDPOINTS', true]);
    expect(waits[0]).toBe('5 of 5 pods not ready: 4 of web rev 2, 1 of web-canary rev 1');
  });
});
