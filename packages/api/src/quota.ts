import type { ClusterView, KubeObject } from '@playhead/core';
import { groupResource, kindInfo } from './kinds.ts';
import type { Quantity } from './quantity.ts';
import { addQuantities, formatQuantity, quantityOf, ZERO } from './quantity.ts';

/** Amounts by resource name, as `status.used` has them. */
export type Usage = Readonly<Record<string, Quantity>>;

const ONE: Quantity = { nano: 1_000_000_000n, format: 'DecimalSI' };

/** Kinds whose number a quota can limit by an old short name too. */
const SHORT = new Set([
  'Service',
  'ReplicationController',
  'ResourceQuota',
  'Secret',
  'ConfigMap',
  'PersistentVolumeClaim',
]);

/** What one object uses (quota evaluators): `count/deployments.apps`, and of a pod its requests and limits. */
export function usageOf(object: KubeObject): Usage {
  const info = kindInfo(object.kind);
  if (info === undefined) return {};
  const used: Record<string, Quantity> = { [`count/${groupResource(info)}`]: ONE };
  if (SHORT.has(object.kind)) used[info.plural] = ONE;
  if (object.kind === 'Service') {
    if (object.spec?.type === 'LoadBalancer') used['services.loadbalancers'] = ONE;
    if (object.spec?.type === 'NodePort' || object.spec?.type === 'LoadBalancer')
      used['services.nodeports'] = { ...ONE, nano: ONE.nano * BigInt(object.spec.ports?.length ?? 0) };
  }
  if (object.kind === 'Pod' && !isFinished(object)) addPod(used, object);
  return used;
}

const isFinished = (pod: KubeObject): boolean => pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';

function addPod(used: Record<string, Quantity>, pod: KubeObject): void {
  used.pods = ONE;
  const { requests, limits } = podTotals(pod);
  for (const name in requests) {
    const amount = requests[name]!;
    if (['cpu', 'memory', 'ephemeral-storage'].includes(name) || name.startsWith('hugepages-')) used[name] = amount;
    used[`requests.${name}`] = amount;
  }
  for (const name in limits)
    if (['cpu', 'memory', 'ephemeral-storage'].includes(name)) used[`limits.${name}`] = limits[name]!;
}

interface Totals {
  readonly requests: Usage;
  readonly limits: Usage;
}

const totals = new WeakMap<object, Totals>();

/**
 * What a pod asks for in all (resourcehelper.PodRequests and PodLimits): its containers together, or the largest init
 * container where that is more, or what the pod as a whole states. Kept per spec: pods of one template share theirs.
 */
export function podTotals(pod: KubeObject): Totals {
  const spec = pod.spec as object & KubeObject['spec'];
  let found = totals.get(spec);
  if (found === undefined) {
    found = { requests: totalOf(spec, 'requests'), limits: totalOf(spec, 'limits') };
    totals.set(spec, found);
  }
  return found;
}

function totalOf(spec: KubeObject['spec'], field: 'requests' | 'limits'): Usage {
  const total: Record<string, Quantity> = {};
  for (const container of spec.containers ?? []) add(total, container.resources?.[field]);
  const sidecars: Record<string, Quantity> = {};
  const peaks: Record<string, Quantity> = {};
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      add(total, container.resources?.[field]);
      add(sidecars, container.resources?.[field]);
      raise(peaks, sidecars);
    } else {
      const running = { ...sidecars };
      add(running, container.resources?.[field]);
      raise(peaks, running);
    }
  }
  raise(total, peaks);
  add(total, spec.overhead && Object.keys(total).length > 0 ? spec.overhead : undefined);
  for (const name in spec.resources?.[field] ?? {}) total[name] = quantityOf(spec.resources[field][name]);
  return total;
}

function add(total: Record<string, Quantity>, amounts: Readonly<Record<string, string>> | undefined): void {
  for (const name in amounts) total[name] = addQuantities(total[name] ?? ZERO, quantityOf(amounts[name]));
}

function raise(total: Record<string, Quantity>, peaks: Usage): void {
  for (const name in peaks) if (peaks[name]!.nano > (total[name]?.nano ?? -1n)) total[name] = peaks[name]!;
}

/**
 * `status.used` of a quota, counted anew over its namespace (the resourcequota controller's full recount). `pods` may be
 * given by a caller that has them at hand; other kinds are listed from the view.
 */
export function quotaUsage(
  view: ClusterView,
  namespace: string,
  quota: KubeObject,
  pods: readonly KubeObject[] = view.list('Pod', namespace),
): Readonly<Record<string, string>> {
  const hard = Object.keys((quota.spec?.hard ?? {}) as object);
  const sums: Record<string, Quantity> = Object.fromEntries(hard.map(name => [name, ZERO]));
  const count = (object: KubeObject): void => {
    if (!quotaCovers(quota, object)) return;
    const used = usageOf(object);
    for (const name of hard) if (used[name] !== undefined) sums[name] = addQuantities(sums[name]!, used[name]);
  };
  for (const pod of pods) count(pod);
  const others = view.kinds().filter(kind => kind !== 'Pod' && hard.some(name => concerns(name, kind)));
  for (const kind of others) for (const object of view.list(kind, namespace)) count(object);
  return Object.fromEntries(hard.map(name => [name, formatQuantity(sums[name]!)]));
}

function concerns(name: string, kind: string): boolean {
  const info = kindInfo(kind);
  return info !== undefined && (name === `count/${groupResource(info)}` || name.split('.')[0] === info.plural);
}

/** Whether the scopes of a quota take in this object; only pods have scopes. */
export function quotaCovers(quota: KubeObject, object: KubeObject): boolean {
  const scopes = [
    ...((quota.spec?.scopes ?? []) as string[]).map(scopeName => ({ scopeName, operator: 'Exists', values: [] })),
    ...((quota.spec?.scopeSelector?.matchExpressions ?? []) as Scope[]),
  ];
  return object.kind !== 'Pod' ? scopes.length === 0 : scopes.every(scope => inScope(object, scope));
}

interface Scope {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

function inScope(pod: KubeObject, { scopeName, operator, values = [] }: Scope): boolean {
  const isTerminating = (pod.spec?.activeDeadlineSeconds ?? -1) >= 0;
  const isBestEffort = pod.status?.qosClass === 'BestEffort';
  const priorityClass = (pod.spec?.priorityClassName ?? '') as string;
  switch (scopeName) {
    case 'Terminating':
      return isTerminating;
    case 'NotTerminating':
      return !isTerminating;
    case 'BestEffort':
      return isBestEffort;
    case 'NotBestEffort':
      return !isBestEffort;
    case 'PriorityClass':
      if (operator === 'Exists') return priorityClass !== '';
      if (operator === 'DoesNotExist') return priorityClass === '';
      return values.includes(priorityClass) === (operator === 'In');
    default:
      return false;
  }
}
