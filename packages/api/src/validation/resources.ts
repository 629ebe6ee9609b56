import { qualifiedName } from '../names.ts';
import { compareQuantities, quantityOf } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { child, forbiddenField, invalids, invalidValue, key, required } from './errors.ts';

/** Requests and limits of containers and pods, and the names of resources (pkg/apis/core/helper). */

const STANDARD = new Set([
  'cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu',
  'limits.memory', 'limits.ephemeral-storage', 'pods', 'resourcequotas', 'services', 'replicationcontrollers',
  'secrets', 'persistentvolumeclaims', 'configmaps', 'services.nodeports', 'services.loadbalancers', 'storage',
  'requests.storage',
]); // biome-ignore format: a table

const OF_CONTAINERS = new Set(['cpu', 'memory', 'ephemeral-storage']);

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
const isExtended = (name: string): boolean =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
const mayOvercommit = (name: string): boolean => isNative(name) && !isHugePages(name);
const isWhole = (name: string): boolean =>
  isExtended(name) || ['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps',
    'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'].includes(name); // biome-ignore format: a table

function validateContainerResourceName(name: string, path: string): FieldError[] {
  const errors = invalids(path, name, qualifiedName(name));
  const short = !name.includes('/');
  if (errors.length === 0 && short && !STANDARD.has(name) && !isHugePages(name))
    errors.push(invalidValue(path, name, 'must be a standard resource type or fully qualified'));
  if (short && !OF_CONTAINERS.has(name) && !isHugePages(name))
    errors.push(invalidValue(path, name, 'must be a standard resource for containers'));
  else if (!short && !isNative(name) && !isExtended(name))
    errors.push(invalidValue(path, name, "doesn't follow extended resource name standard"));
  return errors;
}

export function validateAmount(name: string, amount: string, path: string): FieldError[] {
  const { nano } = quantityOf(amount);
  const errors: FieldError[] = [];
  if (nano < 0n) errors.push(invalidValue(path, amount, 'must be greater than or equal to 0'));
  if (isWhole(name) && nano % 1_000_000_000n !== 0n) errors.push(invalidValue(path, amount, 'must be an integer'));
  return errors;
}

/** validation.validateResourceRequirements; amounts are looked at in the order of their names. */
export function validateResources(resources: Draft | undefined, path: string): FieldError[] {
  const limits = (resources?.limits ?? {}) as Readonly<Record<string, string>>;
  const requests = (resources?.requests ?? {}) as Readonly<Record<string, string>>;
  const errors: FieldError[] = [];
  for (const name of Object.keys(limits).sort()) {
    const place = key(child(path, 'limits'), name);
    errors.push(...validateContainerResourceName(name, place), ...validateAmount(name, limits[name]!, place));
  }
  const reqPath = child(path, 'requests');
  for (const name of Object.keys(requests).sort()) {
    const place = key(reqPath, name);
    const amount = requests[name]!;
    errors.push(...validateContainerResourceName(name, place), ...validateAmount(name, amount, place));
    const limit = limits[name];
    if (limit === undefined) {
      if (!mayOvercommit(name))
        errors.push(required(child(path, 'limits'), 'Limit must be set for non overcommitable resources'));
      continue;
    }
    const order = compareQuantities(quantityOf(amount), quantityOf(limit));
    if (order !== 0 && !mayOvercommit(name))
      errors.push(invalidValue(reqPath, amount, `must be equal to ${name} limit of ${limit}`));
    else if (order > 0)
      errors.push(invalidValue(reqPath, amount, `must be less than or equal to ${name} limit of ${limit}`));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    errors.push(forbiddenField(path, 'HugePages require cpu or memory'));
  return errors;
}

export const isStandardQuotaResource = (name: string): boolean => STANDARD.has(name) || isHugePages(name);
