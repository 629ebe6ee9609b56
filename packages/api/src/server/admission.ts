import type { ClusterView, KubeObject } from '@playhead/core';
import type { KindInfo } from '../kinds.ts';
import type { Quantity } from '../quantity.ts';
import { addQuantities, formatQuantity, quantityOf, ZERO } from '../quantity.ts';
import type { Usage } from '../quota.ts';
import { quotaCovers, usageOf } from '../quota.ts';
import { forbidden } from '../refusal.ts';
import type { ObjectWrite } from '../request.ts';
import type { Draft } from './context.ts';
import { Refused } from './context.ts';

type Texts = Readonly<Record<string, string>>;

/**
 * ResourceQuota admission of a new object (apiserver/pkg/admission/plugin/resourcequota): refused where a quota of its
 * namespace is used up, else charged to each quota that counts it. The charges are written before the object is.
 */
export function admitToQuota(view: ClusterView, info: KindInfo, object: KubeObject): ObjectWrite[] {
  if (!info.namespaced || info.kind === 'Event') return [];
  const quotas = view.list('ResourceQuota', object.metadata.namespace);
  if (quotas.length === 0) return [];
  const usage = usageOf(object);
  const matching = quotas.filter(quota => covers(quota, object, usage));
  const refuse = (why: string): never => {
    throw new Refused(forbidden(info, object.metadata.name, why));
  };
  for (const quota of matching) {
    const names = restricted(quota, info, usage);
    const missing = info.kind === 'Pod' ? unspecified(object, names) : '';
    if (missing !== '') refuse(`failed quota: ${quota.metadata.name}: must specify ${missing}`);
    const used = (quota.status?.used ?? {}) as Texts;
    if (names.some(name => used[name] === undefined))
      refuse(`status unknown for quota: ${quota.metadata.name}, resources: ${[...names].sort().join(',')}`);
  }
  return matching.flatMap(quota => charge(quota, usage, refuse));
}

function covers(quota: KubeObject, object: KubeObject, usage: Usage): boolean {
  const hard = (quota.status?.hard ?? {}) as Texts;
  const isPod = object.kind === 'Pod';
  return (
    Object.keys(hard).some(name => usage[name] !== undefined || (isPod && POD_RESOURCES.has(name))) &&
    quotaCovers(quota, object)
  );
}

const POD_RESOURCES = new Set([
  'count/pods', 'cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage',
  'limits.cpu', 'limits.memory', 'limits.ephemeral-storage', 'pods',
]); // biome-ignore format: a table

/** The quota's resources that an object of this kind can use at all. */
function restricted(quota: KubeObject, info: KindInfo, usage: Usage): string[] {
  const hard = Object.keys((quota.status?.hard ?? {}) as Texts);
  if (info.kind !== 'Pod') return hard.filter(name => usage[name] !== undefined);
  return hard.filter(name => POD_RESOURCES.has(name) || /^(requests\.)?hugepages-|^requests\..*\//.test(name));
}

/** Resources that every container must state once a quota limits them. */
const MUST_STATE = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

function unspecified(pod: KubeObject, names: readonly string[]): string {
  const whole = pod.spec.resources as Draft | undefined;
  if (whole?.requests !== undefined || whole?.limits !== undefined) return '';
  const containers = [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])] as Draft[];
  const parts = MUST_STATE.filter(name => names.includes(name)).flatMap(name => {
    const [field, resource] = name.includes('.') ? (name.split('.') as [string, string]) : ['requests', name];
    const silent = containers.filter(c => c.resources?.[field]?.[resource] === undefined).map(c => c.name as string);
    return silent.length === 0 ? [] : [`${name} for: ${[...new Set(silent)].sort().join(',')}`];
  });
  return parts.join('; ');
}

function charge(quota: KubeObject, usage: Usage, refuse: (why: string) => never): ObjectWrite[] {
  const hard = (quota.status?.hard ?? {}) as Texts;
  const used = (quota.status?.used ?? {}) as Texts;
  const names = Object.keys(hard).filter(name => usage[name] !== undefined && usage[name].nano !== 0n);
  if (names.length === 0) return [];
  const total = (name: string): Quantity => addQuantities(quantityOf(used[name]), usage[name] ?? ZERO);
  const exceeded = names.filter(name => total(name).nano > quantityOf(hard[name]).nano).sort();
  if (exceeded.length > 0) {
    const list = (of: (name: string) => string): string => exceeded.map(name => `${name}=${of(name)}`).join(',');
    const requested = list(name => formatQuantity(usage[name]!));
    const before = list(name => used[name] ?? '0');
    const limited = list(name => hard[name]!);
    refuse(`exceeded quota: ${quota.metadata.name}, requested: ${requested}, used: ${before}, limited: ${limited}`);
  }
  const charged = Object.fromEntries(names.map(name => [name, formatQuantity(total(name))]));
  const after = { ...quota, status: { ...quota.status, used: { ...used, ...charged } } };
  return [{ before: quota, after }];
}
