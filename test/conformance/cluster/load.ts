/** Plays a scenario's load: each second a PodMetrics for every ready pod, which HorizontalPodAutoscalers read. */
import { timestamp } from '@playhead/controllers';
import { isServing, type KubeObject, type Pod } from '@playhead/core';
import type { Scenario } from '@playhead/simulator';
import type { Connection } from './connection.ts';
import { sleep } from './kubelets.ts';
import type { Watches } from './watches.ts';

const EVERY = 1000;

export async function playLoad(
  { request }: Connection,
  watches: Watches,
  namespace: string,
  { load }: Scenario,
  isOver: () => boolean,
): Promise<void> {
  const begin = Date.now();
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
  const shown = new Set<string>();
  while (load.length > 0 && !isOver()) {
    for (const { match, limit, cpu } of load) {
      const ready = watches.list('Pod').filter(pod => isServing(pod) && isLabelled(pod, match)) as Pod[];
      const total = cpu.findLast(({ after }) => Date.now() - begin >= after)?.total ?? 0;
      const each = Math.min(Math.round(total / Math.max(1, ready.length)), limit ?? Number.POSITIVE_INFINITY);
      for (const pod of ready) {
        const { name } = pod.metadata;
        const isNew = !shown.has(name);
        shown.add(name);
        await request(isNew ? 'POST' : 'PATCH', isNew ? path : `${path}/${name}`, metricsOf(pod, namespace, each));
      }
      for (const name of shown)
        if (!ready.some(pod => pod.metadata.name === name)) {
          shown.delete(name);
          await request('DELETE', `${path}/${name}`);
        }
    }
    await sleep(EVERY);
  }
}

const isLabelled = ({ metadata }: KubeObject, match: Readonly<Record<string, string>>): boolean =>
  Object.entries(match).every(([key, value]) => metadata.labels?.[key] === value);

const metricsOf = ({ metadata: { name, labels }, spec }: Pod, namespace: string, milliCpu: number) => ({
  apiVersion: 'metrics.k8s.io/v1beta1',
  kind: 'PodMetrics',
  metadata: { name, namespace, labels },
  timestamp: timestamp(Date.now()),
  window: '1s',
  containers: spec.containers.map((container, i) => ({
    name: container.name,
    usage: { cpu: `${i === 0 ? milliCpu : 0}m`, memory: '64Mi' },
  })),
});
