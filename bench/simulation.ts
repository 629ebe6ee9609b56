import { parseScenario, type Scenario, simulate } from '@playhead/simulator';
import { median, type Report } from './figure.ts';

/**
 * A rolling update (25% and 25%) of so many replicas, on as many nodes of 110 pods as it takes, each pod ready after a
 * seeded 0.5 to 3 s. The run that only makes the pods is measured too, and taken off.
 */
export async function benchSimulation(report: Report): Promise<void> {
  const took = new Map<number, number>();
  for (const [replicas, runs] of [
    [100, 5],
    [1000, 3],
    [10_000, 1],
  ] as const) {
    const made = median(Array.from({ length: runs }, () => time(scenario(replicas, false)).ms));
    const all = Array.from({ length: runs }, () => time(scenario(replicas, true)));
    const ms = median(all.map(run => run.ms));
    took.set(replicas, ms - made);
    const { entries } = all[0]!;
    report({ name: `simulate: create and roll ${replicas} replicas`, value: ms, unit: 'ms' });
    report({ name: `simulate: roll ${replicas} replicas`, value: ms - made, unit: 'ms' });
    report({ name: `simulate: entries of ${replicas} replicas`, value: entries, unit: 'entries' });
  }
  report({
    name: 'simulate: roll 10000 against 1000 replicas',
    value: took.get(10_000)!,
    unit: 'ms',
    ratio: took.get(10_000)! / took.get(1000)!,
    baseline: 'roll 1000 replicas',
  });
}

function time(story: Scenario): { ms: number; entries: number } {
  const begin = performance.now();
  const log = simulate(story);
  return { ms: performance.now() - begin, entries: log.length };
}

/** `roll`: whether the image is changed once all are ready. */
export function scenario(replicas: number, roll: boolean): Scenario {
  const nodes = Math.ceil((replicas * 1.25) / 110) + 1;
  const source = `
apiVersion: playhead.dev/v1alpha1
kind: Scenario
metadata: {name: roll-${replicas}}
spec:
  nodes: {count: ${nodes}, cpu: 64, memory: 256Gi, pods: 110}
  kubelet: [{pull: 0, start: 0, ready: 500ms..3s, readyGap: 0, stop: 500ms}]
  files:
    web.yaml:
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: ${replicas}
        selector: {matchLabels: {app: web}}
        template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "app:v1"}]}}
  steps:
    - kubectl: apply -f web.yaml
    - {until: deployment/web complete, timeout: 3000s}
${roll ? '    - kubectl: set image deployment/web c=app:v2\n    - wait: 300ms\n    - {until: deployment/web complete, timeout: 3000s}\n' : ''}
`;
  const parsed = parseScenario(source, 'bench.yaml');
  if (parsed._tag === 'Left') throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
}
