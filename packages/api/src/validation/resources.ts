import * as E from 'fp-ts/lib/Either.js';
import { qualifiedName } from '../names.ts';
import { compareQuantities, parseQuantity, quantityOf } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import {
  at,
  child,
  duplicate,
  forbiddenField,
  invalids,
  invalidValue,
  key,
  notFoundValue,
  notSupported,
  required,
} from './errors.ts';

/** Requests and limits of containers and pods, and the names of resources (pkg/apis/core/helper). */

const STANDARD = new Set([
  'cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu',
  'limits.memory', 'limits.ephemeral-storage', 'pods', 'resourcequotas', 'services', 'replicationcontrollers',
  'secrets', 'persistentvolumeclaims', 'configmaps', 'services.nodeports', 'services.loadbalancers', 'storage',
  'requests.storage',
]); // biome-ignore format: a table

const OF_PODS = new Set(['cpu', 'memory']);
const OF_CONTAINERS = new Set(['cpu', 'memory', 'ephemeral-storage']);

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
const isExtended = (name: string): boolean =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
const mayOvercommit = (name: string): boolean => isNative(name) && !isHugePages(name);
const isWhole = (name: string): boolean =>
  isExtended(name) || ['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps',
    'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'].includes(name); // biome-ignore format: a table

function validateResourceName(name: string, path: string, of: 'container' | 'pod'): FieldError[] {
  const errors = invalids(path, name, qualifiedName(name));
  const short = !name.includes('/');
  if (errors.length === 0 && short && !STANDARD.has(name) && !isHugePages(name))
    errors.push(invalidValue(path, name, 'must be a standard resource type or fully qualified'));
  if (of === 'pod' && errors.length > 0) return errors;
  if (of === 'pod') {
    if (!OF_PODS.has(name) && !isHugePages(name))
      errors.push(notSupported(path, name, [...OF_PODS, 'hugepages-*'].sort()));
  } else if (short && !OF_CONTAINERS.has(name) && !isHugePages(name))
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
export function validateResources(
  resources: Draft | undefined,
  path: string,
  of: 'container' | 'pod' = 'container',
  claims: ReadonlySet<string> = new Set(),
): FieldError[] {
  const limits = (resources?.limits ?? {}) as Readonly<Record<string, string>>;
  const requests = (resources?.requests ?? {}) as Readonly<Record<string, string>>;
  const errors: FieldError[] = [];
  for (const name of Object.keys(limits).sort()) {
    const place = key(child(path, 'limits'), name);
    const amount = limits[name]!;
    errors.push(...validateResourceName(name, place, of), ...validateAmount(name, amount, place));
    errors.push(...validatePages(name, amount, place));
  }
  for (const name of Object.keys(requests).sort()) {
    const place = key(child(path, 'requests'), name);
    const amount = requests[name]!;
    errors.push(...validateResourceName(name, place, of), ...validateAmount(name, amount, place));
    errors.push(...validateAgainstLimit(name, amount, limits[name], path), ...validatePages(name, amount, place));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    errors.push(forbiddenField(path, 'HugePages require cpu or memory'));
  return [...errors, ...validateClaimed(resources?.claims, child(path, 'claims'), claims)];
}

function validateAgainstLimit(name: string, amount: string, limit: string | undefined, path: string): FieldError[] {
  const place = child(path, 'requests');
  if (limit === undefined)
    return mayOvercommit(name)
      ? []
      : [required(child(path, 'limits'), 'Limit must be set for non overcommitable resources')];
  const order = compareQuantities(quantityOf(amount), quantityOf(limit));
  if (order !== 0 && !mayOvercommit(name))
    return [invalidValue(place, amount, `must be equal to ${name} limit of ${limit}`)];
  return order > 0 ? [invalidValue(place, amount, `must be less than or equal to ${name} limit of ${limit}`)] : [];
}

/** Huge pages are had whole: 3Mi are not some of 2Mi. */
function validatePages(name: string, amount: string, path: string): FieldError[] {
  if (!isHugePages(name)) return [];
  const size = parseQuantity(name.slice('hugepages-'.length));
  const whole = E.isRight(size) && size.right.nano > 0n && quantityOf(amount).nano % size.right.nano === 0n;
  return whole ? [] : [invalidValue(path, amount, `${amount} is not positive integer multiple of ${name}`)];
}

/** The claims of the pod that a container uses. */
function validateClaimed(claimed: readonly Draft[] | undefined, path: string, known: ReadonlySet<string>) {
  const seen = new Set<string>();
  const empty = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
  return (claimed ?? []).flatMap(({ name = '' }, index) => {
    const place = at(path, index);
    if (name === '') return [required(place)];
    const errors: FieldError[] = seen.has(name) ? [duplicate(place, name)] : [];
    seen.add(name);
    if (!known.has(name))
      errors.push(notFoundValue(place, name, `must be one of the names in pod.spec.resourceClaims${empty}`));
    return errors;
  });
}

export const isStandardQuotaResource = (name: string): boolean => STANDARD.has(name) || isHugePages(name);
