import { Timeline, transcript } from '@playhead/core';
import { expect, it } from 'vitest';
import { parseScenario } from './scenario/parse.ts';
import { simulate } from './simulate.ts';

const story = (steps: string, strategy = '{type: RollingUpdate, rollingUpdate: {maxUnavailable: 0}}', rule = '') => `
apiVersion: playhead.dev/v1alpha1
kind: Scenario
metadata: {name: traffic}
spec:
  kubelet:
${rule}
    - {start: 100ms, ready: 900ms, readyGap: 100ms, stop: 500ms}
  traffic: [{service: web, rate: 100}]
  files:
    web.yaml:
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          strategy: ${strategy}
          selector: {matchLabels: {app: web}}
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "web:1"}]}}
      - {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
  steps:
    - kubectl: apply -f web.yaml
    - until: deployment/web complete
    - wait: 1s
${steps}
`;

/** What the log says of traffic, in order. */
function notes(text: string): string[] {
  const parsed = parseScenario(text, 'traffic.yaml');
  if (parsed._tag === 'Left') throw new Error(JSON.stringify(parsed.left));
  const log = simulate(parsed.right);
  const said: string[] = [];
  for (let position = 1; position <= log.length; position++)
    for (const event of log.entry(position).events) if (event.type === 'Noted') said.push(event.note);
  // every entry is one that a transcript can tell
  for (const _line of transcript(new Timeline(log), { all: true }));
  return said;
}

const lost = (said: readonly string[]): number => Number(/(\d+) of them lost/.exec(said.at(-1) ?? '')?.[1]);

it('a rolling update without unavailable pods loses nothing', () => {
  const said = notes(story('    - kubectl: set image deployment/web c=web:2\n    - wait: 8s'));
  expect(said).toHaveLength(2);
  expect(lost(said)).toBe(0);
});

it('Recreate loses what comes until the first new pod is ready', () => {
  const said = notes(story('    - kubectl: set image deployment/web c=web:2\n    - wait: 5s', '{type: Recreate}'));
  // the first old pod is gone some milliseconds before its endpoint, then both are
  expect(said[1]).toBe('traffic to web: 50 of 100 requests a second lost, 1 of 2 endpoints are gone');
  expect(said).toContain('traffic to web: 100 of 100 requests a second lost, no endpoint is ready');
  // until then they served on while they went, 0.5 s; the new ones take 1 s and some milliseconds
  expect(lost(said)).toBeGreaterThan(98);
  expect(lost(said)).toBeLessThan(112);
});

it('a crash loses the share of its pod until its endpoint is taken out, and no more', () => {
  const crash = '    - {match: {image: "*:2"}, ready: 900ms, crash: {after: 1s, afterReady: true, backoff: 60s}}';
  const said = notes(story('    - kubectl: set image deployment/web c=web:2\n    - wait: 1400ms', undefined, crash));
  // one of two dies while the other serves; an endpoint follows within 10 ms, so 0.5 of 50 requests a second are lost
  expect(said.slice(1, 3)).toEqual([
    'traffic to web: 50 of 100 requests a second lost, 1 of 2 endpoints are gone',
    'traffic to web: 100 requests a second, none lost; 0 lost so far',
  ]);
});

it('nothing is counted before the first endpoint, and a Service of nobody is told so', () => {
  const said = notes(story('    - wait: 1s').replace('service: web', 'service: nobody'));
  expect(said).toEqual(['traffic to nobody: no endpoint was ever ready']);
});
