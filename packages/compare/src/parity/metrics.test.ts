import type { Entry, KubeObject, Log } from '@playhead/core';
import { ClusterState, MemoryLog, partsOf, Timeline } from '@playhead/core';
import { parseScenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { explainer } from './explain.ts';
import { parityOf } from './parity.ts';

/** Grows from 2 to 6, and back when the load is gone and 20 s of looks that write nothing have passed. */
const SCENARIO = `
apiVersion: playhead.dev/v1alpha1
kind: Scenario
metadata: {name: autoscaled}
spec:
  kubelet: [{pull: 100ms, start: 100ms, ready: 800ms, stop: 600ms}]
  load: [{match: {app: web}, cpu: [{after: 0s, total: 215m}, {after: 20s, total: 640m}, {after: 50s, total: 150m}]}]
  files:
    web.yaml:
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: c, image: a, resources: {requests: {cpu: 200m}}}, {name: side, image: b, resources: {requests: {cpu: 10m}}}]}
      - apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 8
          metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
          behavior: {scaleDown: {stabilizationWindowSeconds: 40}}
  steps:
    - kubectl: apply -f web.yaml
    - wait: 150s
`;

function autoscaled(): Log {
  const parsed = parseScenario(SCENARIO, 'parity.yaml');
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  return simulate(parsed.right, { seed: 1 });
}

const LOG = autoscaled();
const AUTOSCALER = 'horizontal-pod-autoscaler';
const decidedBy = (log: Log) => parityOf(log).writes.filter(({ actor }) => actor === AUTOSCALER);
const entriesOf = (log: Log): Entry[] => Array.from({ length: log.length }, (_, i) => log.entry(i + 1));
const withEntries = (edit: (entry: Entry) => Entry): Log => new MemoryLog(LOG.header, entriesOf(LOG).map(edit));
const kindOf = ({ subject }: Entry) => (subject === undefined ? '' : partsOf(subject).kind);
const scales = entriesOf(LOG).filter(entry => entry.actor === AUTOSCALER && kindOf(entry) === 'Deployment');

describe('an autoscaler is asked with the mean that its status tells', () => {
  test('and decides the same: up, down, and what it says', () => {
    expect(scales.map(({ events }) => events[0]?.type)).toEqual(['ScaledUp', 'ScaledDown']);
    const writes = decidedBy(LOG);
    expect(writes.length).toBeGreaterThan(8);
    expect(writes.filter(({ sign }) => sign !== 'same')).toEqual([]);
  });

  test('a scale to another size is otherwise', () => {
    const [up] = scales;
    const log = withEntries(entry =>
      entry === up ? { ...entry, events: [{ type: 'ScaledUp', from: 2, to: 5 }] } : entry,
    );
    const found = decidedBy(log).find(({ position }) => position === up!.position);
    expect(found).toMatchObject({ sign: 'otherwise', differs: [`spec.replicas: 5, ours ${sizeAfter(up!)}`] });
  });

  test('a mean that does not lead to what was decided is found out', () => {
    const state = ClusterState.empty();
    const log = withEntries(entry => {
      const { before, after } = state.apply(entry) ?? {};
      const isGrown =
        after?.kind === 'HorizontalPodAutoscaler' && after.status?.desiredReplicas === sizeAfter(scales[0]!);
      if (!isGrown || before === undefined) return entry;
      return { ...entry, events: [{ type: 'Changed', set: [[['status'], idle(after)]], unset: [] }] } as Entry;
    });
    const found = decidedBy(log).find(({ position }) => position === scales[0]!.position);
    expect(found?.sign).not.toBe('same');
  });

  test('and each of its writes has the receipt that it was made with', () => {
    const untold = withEntries(({ why: _, ...entry }) => entry);
    const explain = explainer(new Timeline(untold));
    for (const { position } of decidedBy(LOG)) {
      const { why } = LOG.entry(position);
      const { rule } = why!;
      expect(explain(position), `@${position}`).toMatchObject({ how: 'decided', receipt: { rule } });
    }
  });

  test('but not where its metrics come from elsewhere', () => {
    const log = withEntries(entry => ({
      ...entry,
      events: entry.events.map(event =>
        event.type === 'Created' && event.object.kind === 'HorizontalPodAutoscaler'
          ? { ...event, object: { ...event.object, spec: { ...event.object.spec, metrics: [{ type: 'External' }] } } }
          : event,
      ),
    }));
    const writes = decidedBy(log);
    expect(writes.map(({ sign }) => sign)).toEqual(writes.map(() => 'not asked'));
    expect(parityOf(log).controllers.get(AUTOSCALER)?.notAsked).toBe(writes.length);
  });
});

const sizeAfter = ({ events: [event] }: Entry): number => (event as { to: number }).to;

const idle = ({ status }: KubeObject) => ({
  ...status,
  currentMetrics: [
    { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 5, averageValue: '10m' } } },
  ],
});
