/** Whether a scenario can be played on a cluster at all; the kubelets and the metrics must be ours. */
import type { Scenario } from '@playhead/simulator';
import { type Connection, Trouble } from './connection.ts';

interface List<Spec = unknown> {
  readonly items: readonly { readonly metadata: { readonly name: string }; readonly spec: Spec }[];
}

/** A kubelet renews its Lease every 10 s. */
const ALIVE = 60_000;

/** @throws Trouble that says what the cluster has too much or too little */
export async function assertFit({ request }: Connection, scenario: Scenario): Promise<void> {
  const leases = await request<List<{ renewTime?: string }>>(
    'GET',
    '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
  );
  const alive = (leases?.items ?? []).filter(({ spec }) => Date.now() - Date.parse(spec.renewTime ?? '') < ALIVE);
  if (alive.length > 0)
    throw new Trouble(
      `kubelets run on ${named(alive)}: they would run the pods, which the scenario plays; use a control plane without nodes of its own`,
    );
  const nodes = (await request<List>('GET', '/api/v1/nodes'))?.items ?? [];
  const missing = scenario.nodes.filter(({ name }) => !nodes.some(({ metadata }) => metadata.name === name));
  if (missing.length > 0) {
    const [first] = missing;
    throw new Trouble(
      `${scenario.name} needs the nodes ${missing.map(({ name }) => name).join(', ')} (${first!.cpu} cpu, ${first!.memory / 1024 ** 3}Gi, ${first!.pods} pods): create them as Node objects without kubelets`,
    );
  }
  if (scenario.load.length > 0 && (await request('GET', '/apis/metrics.k8s.io/v1beta1')) === undefined)
    throw new Trouble(
      `${scenario.name} plays a load, and the cluster has no metrics.k8s.io/v1beta1: define its PodMetrics as a custom resource`,
    );
}

const named = (objects: readonly { metadata: { name: string } }[]): string =>
  objects.map(({ metadata }) => metadata.name).join(', ');
