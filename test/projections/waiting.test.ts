/** What `why --stuck` says of each kind of trouble: what is waited for, whether it heals by itself, and the way out. */
import { byTrouble, readStory, Timeline, waiting, whyPane } from '@playhead/core';
import { parseScenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';

const KUBELET = [
  { match: { image: '*:bad*' }, pull: { after: '200ms', error: 'ErrImagePull', backoffAfter: '1s' } },
  {
    match: { image: '*:crash*' },
    pull: '100ms',
    start: '100ms',
    ready: '500ms',
    crash: { after: '300ms', exitCode: 1, reason: 'Error', backoff: '2s' },
  },
  { match: { image: '*:fail*' }, pull: '100ms', start: '100ms', complete: '200ms', exitCode: 3 },
  { pull: '100ms', start: '100ms', ready: '300ms', stop: '200ms' },
];

const template = (image: string, spec = {}) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image: `app:${image}` }], ...spec },
});
const set = (kind: string, image: string, spec = {}) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: template(image), ...spec },
});

/** The end of a story: the sentence, whether it is stuck, and the rows by their label. */
function endOf(manifest: object, ...steps: object[]) {
  const scenario = {
    apiVersion: 'playhead.dev/v1alpha1',
    kind: 'Scenario',
    metadata: { name: 'waiting' },
    spec: { kubelet: KUBELET, files: { 'web.yaml': manifest }, steps: [{ kubectl: 'apply -f web.yaml' }, ...steps] },
  };
  const parsed = parseScenario(stringify(scenario), 'waiting.yaml');
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  const story = readStory(new Timeline(simulate(parsed.right, { seed: 1 })));
  const [workload] = byTrouble(story);
  const { says, stuck, phase } = waiting(story, workload!, story.length);
  const rows = whyPane(story, workload!, story.length).rows.map(({ label, texts }) => [label, texts[0]]);
  return { says, stuck, phase, rows: Object.fromEntries(rows) as Record<string, string> };
}

const kubectl = (command: string) => ({ kubectl: command });
const wait = (time: string) => ({ wait: time });
const complete = (what: string) => ({ until: `${what} complete` });

describe('at its end', () => {
  test('a Deployment with an image that does not exist', () => {
    const { says, stuck, rows } = endOf(
      set('Deployment', 'v1', { replicas: 3 }),
      complete('deployment/web'),
      kubectl('set image deployment/web c=app:bad'),
      wait('5s'),
    );
    expect(stuck).toBe(true);
    expect(says).toMatch(/^deploy\/web is stuck since \+\d\.\d+s, for \d\.\ds: rev 2: 0 of 1 ready, image not found$/);
    expect(rows['if it were']).toBe('maxUnavailable 1: serving 2, with 2 pods failing');
    expect(rows['by itself']).toMatch(
      /^only if the image appears; Progressing=True until \+10m\d\ds, which undoes nothing$/,
    );
    expect(rows['way out']).toBe('kubectl rollout undo deployment/web → rev 1; serving stays 3');
  });

  // each start of the loop is no progress: it is stuck since the first crash, and not since the last
  test('a crash loop', () => {
    const { says, stuck } = endOf(
      set('Deployment', 'v1', { replicas: 2 }),
      complete('deployment/web'),
      kubectl('set image deployment/web c=app:crash'),
      wait('15s'),
    );
    expect(stuck).toBe(true);
    const [, seconds] = /for (\d+\.\d)s: rev 2: 0 of 1 ready, exits 1$/.exec(says) ?? [];
    expect(Number(seconds)).toBeGreaterThan(10);
  });

  test('a StatefulSet undone too late: the pod of the bad revision is never replaced (kubernetes#67250)', () => {
    const { stuck, rows } = endOf(
      set('StatefulSet', 'v1', { replicas: 3, serviceName: 'web' }),
      complete('statefulset/web'),
      kubectl('set image statefulset/web c=app:bad'),
      wait('4s'),
      kubectl('rollout undo statefulset/web'),
      wait('4s'),
    );
    expect(stuck).toBe(true);
    expect(rows['waits for']).toBe('web-2 to be ready, though it is still at rev 2: it is replaced only after that');
    expect(rows['way out']).toMatch(/^kubectl delete pod web-2: it comes again at rev 3/);
  });

  test('a DaemonSet', () => {
    const { says, rows } = endOf(
      set('DaemonSet', 'v1'),
      complete('daemonset/web'),
      kubectl('set image daemonset/web c=app:bad'),
      wait('5s'),
    );
    expect(says).toMatch(/^ds\/web is stuck .*: rev 2: 0 of 1 ready, image not found$/);
    expect(rows['no old goes']).toBe('1 node without an available pod = maxUnavailable 1; 2 old pods left');
    expect(rows['way out']).toMatch(/^kubectl rollout undo daemonset\/web → rev 1; 1 pod of app:v1 to start/);
  });

  test('no node with room', () => {
    const { rows } = endOf(
      set('Deployment', 'v1', { replicas: 2 }),
      complete('deployment/web'),
      kubectl('set resources deployment/web --requests=cpu=20'),
      wait('4s'),
    );
    expect(rows['by itself']).toMatch(/^only if a node gets room/);
    expect(rows['it said']).toMatch(/3 Insufficient cpu/);
  });

  test('paused half-way: it stands until it is resumed', () => {
    const { says, stuck, rows } = endOf(
      set('Deployment', 'v1', { replicas: 4 }),
      complete('deployment/web'),
      kubectl('set image deployment/web c=app:v2'),
      wait('200ms'),
      kubectl('rollout pause deployment/web'),
      wait('4s'),
    );
    expect([stuck, says]).toEqual([true, expect.stringContaining('paused by kubectl rollout pause')]);
    expect(rows['way on']).toBe('kubectl rollout resume deployment/web');
  });

  test('Recreate with an image that does not exist: nobody is served', () => {
    const { phase, rows } = endOf(
      set('Deployment', 'v1', { replicas: 3, strategy: { type: 'Recreate' } }),
      complete('deployment/web'),
      kubectl('set image deployment/web c=app:bad'),
      wait('5s'),
    );
    expect(phase).toBe('outage');
    expect(rows['by itself']).toBe('only if the image appears');
    expect(rows['way out']).toBe('kubectl rollout undo deployment/web → rev 1; 3 pods of app:v1 to start');
  });

  test('a Job that failed as often as it may', () => {
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'work' },
      spec: { backoffLimit: 1, template: template('fail', { restartPolicy: 'Never' }) },
    };
    const { says, stuck, rows } = endOf(job, wait('30s'));
    expect([stuck, says]).toEqual([true, expect.stringMatching(/^job\/work has failed .* 2 failed: exits 3$/)]);
    expect(rows.failed).toMatch(/^BackoffLimitExceeded/);
    expect(rows.counts).toBe('0 of 1 succeeded; 2 failed > backoffLimit 1');
    expect(rows['by itself']).toMatch(/^no: Failed=True is final/);
  });

  test('all well: it waits for nothing', () => {
    const { says, stuck } = endOf(set('Deployment', 'v1', { replicas: 2 }), complete('deployment/web'));
    expect([stuck, says]).toEqual([false, expect.stringMatching(/^deploy\/web waits for nothing: complete/)]);
  });
});
