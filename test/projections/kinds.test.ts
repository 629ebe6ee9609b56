/**
 * Kinds that are no Deployments, Services and autoscalers: what the pass over a log counts, against what the objects at
 * every position say, on kept recordings of a real control plane.
 */
import path from 'node:path';
import {
  controllerOf,
  isReady,
  type KubeObject,
  type Pod,
  readStory,
  type Story,
  servicesOf,
  Timeline,
} from '@playhead/core';
import { openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../e2e/playhead.ts';

function storyOf(name: string): Story {
  const opened = openRecording(path.join(ROOT, `test/conformance/recordings/${name}.rollout`));
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return readStory(new Timeline(opened.right.log));
}

const hashOf = (pod: KubeObject): string =>
  (pod.metadata.labels?.['controller-revision-hash'] ?? '').replace(/^.*-/, '');
const leaves = (pod: KubeObject): boolean => pod.metadata.deletionTimestamp !== undefined;

describe.each(['statefulset', 'daemonset', 'daemonset-bad-image'])('%s', name => {
  const story = storyOf(name);
  const [workload] = story.workloads;

  test('the pods of each revision are those that carry its hash, at every position', () => {
    for (let position = 1; position <= story.length; position++) {
      const state = story.timeline.peek(position);
      const pods = state.list('Pod').filter(pod => controllerOf(pod)?.uid === workload!.uid);
      for (const group of workload!.groups) {
        const own = pods.filter(pod => group.uid.endsWith(`/${hashOf(pod)}`));
        expect({
          position,
          size: group.size.at(position),
          ready: group.count('ready', position),
          leaving: group.count('leaving', position),
        }).toEqual({
          position,
          size: own.filter(pod => !leaves(pod)).length,
          ready: own.filter(pod => isReady(pod as Pod) && !leaves(pod)).length,
          leaving: own.filter(leaves).length,
        });
      }
    }
  });

  test('the revision of a position is the highest number there is, but for the moment in which a new one is made', () => {
    let between = 0;
    for (let position = 1; position <= story.length; position++) {
      const numbers = story.timeline
        .peek(position)
        .list('ControllerRevision')
        .map(revision => revision.revision as number);
      const current = workload!.current.at(position);
      // between the write of the template and that of its ControllerRevision, new or used again
      if (current?.revision.at(position) !== Math.max(...numbers)) between++;
    }
    expect(between).toBeGreaterThan(0);
    expect(between).toBeLessThan(workload!.rollouts.length * 4);
  });

  test('each rollout leads to the revision after the last', () => {
    expect(workload!.rollouts.map(r => r.toRevision)).toEqual(workload!.rollouts.map((_, i) => i + 1));
  });
});

test('going back to a template that was there before is an undo, whose revision is used again', () => {
  const { workloads } = storyOf('statefulset');
  expect(workloads[0]!.changes.map(change => change.verb)).toEqual(['create', 'image', 'undo', 'scale']);
  expect(workloads[0]!.groups.map(group => [...group.revision.values])).toEqual([[1, 3], [2]]);
});

describe('Jobs', () => {
  test('run, succeed, and are over', () => {
    const { workloads } = storyOf('job');
    const [work] = workloads;
    expect(workloads.map(w => `${w.kind} ${w.name}`)).toEqual(['Job work']);
    expect([...work!.phase.values]).toEqual(['rolling', 'complete']);
    expect([...work!.job!.succeeded.values]).toEqual([2, 4]);
    expect([...work!.desired.values]).toEqual([2, 0]);
  });

  test('give up', () => {
    const [work] = storyOf('job-failure-policy').workloads;
    expect([...work!.phase.values]).toEqual(['rolling', 'failing', 'stuck']);
    expect(work!.job!.failed.last).toBe(1);
  });

  test('of a CronJob are shown with it', () => {
    const { workloads } = storyOf('cronjob');
    expect(workloads.map(w => `${w.kind} ${w.name}`)).toEqual(['CronJob tick']);
    const { cron, phase } = workloads[0]!;
    expect(cron!.jobs.map(job => [...job.phase.values])).toEqual([
      ['rolling', 'complete', 'none'],
      ['rolling', 'complete'],
    ]);
    expect([...phase.values]).toEqual(['complete', 'rolling', 'complete', 'rolling', 'complete', 'paused']);
  });
});

describe('an autoscaler', () => {
  const story = storyOf('hpa-load');
  const { autoscaler } = story.workloads[0]!;

  test('belongs to what it scales', () => {
    expect(autoscaler?.target).toEqual({ kind: 'Deployment', name: 'nginx' });
    expect(autoscaler?.looks).toHaveLength(6);
  });

  // position of the look, cpu in % of the request, what the formula asks for of how many, what it set
  test.each([
    ['@30', 30, 50, 2, 2],
    ['@34: ceil(2 × 160 ÷ 50) = 7, and 6 is as far as it may go at once', 34, 160, 7, 6],
    ['@77: 53 is within 10% of 50', 77, 53, 6, 6],
    ['@78: ceil(6 × 12 ÷ 50) = 2, and the window holds 6', 78, 12, 2, 6],
    ['@81', 81, 12, 2, 2],
    ['@108: ceil(2 × 37 ÷ 50) = 2', 108, 37, 2, 2],
  ])('%s', (_, position, seen, wanted, desired) => {
    const { metric } = autoscaler!;
    expect(metric.at(position)).toEqual({ name: 'cpu', seen, target: 50, unit: '%', wanted });
    expect(autoscaler!.desired.at(position)).toBe(desired);
  });
});

describe.each(['service-canary', 'endpoints'])('%s', name => {
  const story = storyOf(name);

  test('endpoints are counted as the slices say them, at every position', () => {
    const [service] = story.services;
    for (let position = 1; position <= story.length; position++) {
      const endpoints = story.timeline
        .peek(position)
        .list('EndpointSlice')
        .flatMap(slice => (slice.endpoints ?? []) as { conditions: Record<string, boolean> }[]);
      const ready = endpoints.filter(({ conditions }) => conditions.ready).length;
      const draining = endpoints.filter(({ conditions: c }) => !c.ready && c.serving && c.terminating).length;
      expect([
        position,
        service!.ready.at(position),
        service!.draining.at(position),
        service!.unready.at(position),
      ]).toEqual([position, ready, draining, endpoints.length - ready - draining]);
      const shares = [...service!.byGroup.values()].reduce((sum, steps) => sum + steps.at(position), 0);
      expect([position, shares]).toEqual([position, ready]);
    }
  });
});

test('a canary by labels: both Deployments are behind the one Service', () => {
  const story = storyOf('service-canary');
  expect(story.workloads.map(workload => servicesOf(story, workload).map(service => service.name))).toEqual([
    ['nginx-svc'],
    ['nginx-svc'],
  ]);
});
