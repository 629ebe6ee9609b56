import { dns1123Label, dns1123Subdomain, dns1123SubdomainWithUnderscore, qualifiedName } from '../names.ts';
import type { Quantity } from '../quantity.ts';
import { addQuantities, compareQuantities, formatQuantity, quantityOf, ZERO } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { validateAddress } from './addresses.ts';
import {
  at,
  child,
  duplicate,
  forbiddenField,
  invalids,
  invalidValue,
  key,
  notSupported,
  required,
  tooLongValue,
} from './errors.ts';
import { validateResources } from './resources.ts';

/** The rarer parts of a pod spec: names of hosts, gates, claims, the operating system, resources of the whole pod. */

const list = (value: unknown): readonly Draft[] => (value ?? []) as readonly Draft[];
const texts = (value: unknown): readonly string[] => (value ?? []) as readonly string[];

export function validateDns(config: Draft | undefined, policy: string | undefined, path: string): FieldError[] {
  const servers = texts(config?.nameservers);
  const serversAt = child(path, 'nameservers');
  if (policy === 'None' && config === undefined)
    return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
  if (policy === 'None' && servers.length === 0)
    return [required(serversAt, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  const errors: FieldError[] = [];
  if (servers.length > 3) errors.push(invalidValue(serversAt, servers, 'must not have more than 3 nameservers'));
  servers.forEach((server, i) => {
    errors.push(...validateAddress(server, at(serversAt, i)));
  });
  const searches = texts(config?.searches);
  const searchesAt = child(path, 'searches');
  if (searches.length > 32) errors.push(invalidValue(searchesAt, searches, 'must not have more than 32 search paths'));
  if (searches.join(' ').length > 2048)
    errors.push(
      invalidValue(
        searchesAt,
        searches,
        'must not have more than 2048 characters (including spaces) in the search list',
      ),
    );
  searches.forEach((search, i) => {
    const name = search.replace(/\.$/, '');
    if (search !== '.') errors.push(...invalids(at(searchesAt, i), name, dns1123SubdomainWithUnderscore(name)));
  });
  list(config?.options).forEach((option, i) => {
    if (!option.name) errors.push(required(at(child(path, 'options'), i), 'must not be empty'));
  });
  return errors;
}

export function validateGates(spec: Draft, path: string): FieldError[] {
  const errors = list(spec.readinessGates).flatMap(({ conditionType = '' }, i) =>
    invalids(child(at(child(path, 'readinessGates'), i), 'conditionType'), conditionType, qualifiedName(conditionType)),
  );
  const seen = new Set<string>();
  list(spec.schedulingGates).forEach(({ name = '' }, i) => {
    const place = at(child(path, 'schedulingGates'), i);
    errors.push(...invalids(place, name, qualifiedName(name)));
    if (seen.has(name)) errors.push(duplicate(place, name));
    seen.add(name);
  });
  return errors;
}

export const validateHostAliases = (aliases: unknown, path: string): FieldError[] =>
  list(aliases).flatMap(({ ip = '', hostnames }, i) => [
    ...validateAddress(ip, child(at(path, i), 'ip')),
    ...texts(hostnames).flatMap((name, j) =>
      invalids(at(child(at(path, i), 'hostnames'), j), name, dns1123Subdomain(name)),
    ),
  ]);

export const claimNames = (claims: unknown): ReadonlySet<string> =>
  new Set(list(claims).flatMap(({ name }) => (name ? [name as string] : [])));

export function validateClaims(claims: unknown, path: string): FieldError[] {
  const names = new Set<string>();
  return list(claims).flatMap((claim, i) => {
    const { name = '', resourceClaimName: own, resourceClaimTemplateName: template } = claim;
    const place = at(path, i);
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(child(place, 'name')));
    else if (names.has(name)) errors.push(duplicate(child(place, 'name'), name));
    else errors.push(...invalids(child(place, 'name'), name, dns1123Label(name)));
    names.add(name);
    const inGo = { Name: name, ResourceClaimName: own ?? null, ResourceClaimTemplateName: template ?? null };
    if (own !== undefined && template !== undefined)
      errors.push(
        invalidValue(place, inGo, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'),
      );
    if (own === undefined && template === undefined)
      errors.push(invalidValue(place, inGo, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName'])
      if (claim[field] !== undefined)
        errors.push(...invalids(child(place, field), claim[field], dns1123Subdomain(claim[field])));
    return errors;
  });
}

/** A pod with user ids of its own shares little else with its node. */
export function validateHostUsers(spec: Draft, path: string): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const said = 'when `hostUsers` is false';
  const errors: FieldError[] = [];
  if (spec.hostNetwork === true) errors.push(forbiddenField(child(path, 'hostNetwork'), said));
  if (spec.hostPID === true) errors.push(forbiddenField(child(path, 'HostPID'), said));
  if (spec.hostIPC === true) errors.push(forbiddenField(child(path, 'HostIPC'), said));
  for (const kind of ['initContainers', 'containers'])
    list(spec[kind]).forEach((container, i) => {
      if (list(container.volumeDevices).length > 0)
        errors.push(forbiddenField(child(at(child(path, kind), i), 'volumeDevices'), said));
    });
  return errors;
}

export function validateHostname(spec: Draft, path: string): FieldError[] {
  const name = spec.hostnameOverride as string | undefined;
  if (name === undefined) return [];
  const place = child(path, 'hostnameOverride');
  const errors: FieldError[] = [];
  if (spec.setHostnameAsFQDN === true)
    errors.push(forbiddenField(place, 'may not be specified when setHostnameAsFQDN is true'));
  if (spec.hostNetwork === true) errors.push(forbiddenField(place, 'may not be specified when hostNetwork is true'));
  if (name.length > 64) errors.push(tooLongValue(place, 64));
  return [...errors, ...invalids(place, name, dns1123Subdomain(name))];
}

/** What each operating system has no use for (validation.validateOS, validateLinux, validateWindows). */
export function validateOS(spec: Draft, path: string): FieldError[] {
  const os = spec.os as Draft | undefined;
  if (os === undefined) return [];
  if (!os.name) return [required(child(child(path, 'os'), 'name'))];
  if (os.name !== 'linux' && os.name !== 'windows')
    return [notSupported(child(path, 'os'), os.name, ['linux', 'windows'])];
  const [fields, podFields, own, said] = os.name === 'linux' ? OF_WINDOWS : OF_LINUX;
  const errors = own.flatMap(field =>
    spec[field] !== undefined && spec[field] !== false ? [forbiddenField(child(path, field), said)] : [],
  );
  const withheld = (context: Draft | undefined, names: readonly string[], place: string) =>
    names.flatMap(field =>
      context?.[field] === undefined ? [] : [forbiddenField(child(child(place, 'securityContext'), field), said)],
    );
  const ofPod = withheld(spec.securityContext, podFields, path);
  const ofContainers = ['initContainers', 'containers'].flatMap(kind =>
    list(spec[kind]).flatMap((container, i) => withheld(container.securityContext, fields, at(child(path, kind), i))),
  );
  return [...ofPod, ...errors, ...ofContainers];
}

type Withheld = readonly [container: string[], pod: string[], spec: string[], said: string];
const OF_WINDOWS: Withheld = [
  ['windowsOptions'],
  ['windowsOptions'],
  [],
  'windows options cannot be set for a linux pod',
];
const OF_LINUX: Withheld = [
  [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'capabilities',
    'readOnlyRootFilesystem',
    'privileged',
    'allowPrivilegeEscalation',
    'procMount',
    'runAsUser',
    'runAsGroup',
  ],
  [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'fsGroup',
    'fsGroupChangePolicy',
    'sysctls',
    'runAsUser',
    'runAsGroup',
    'supplementalGroups',
    'supplementalGroupsPolicy',
  ],
  ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'],
  'cannot be set for a windows pod',
];

type Amounts = Readonly<Record<string, string>>;

/** Requests and limits of the pod as a whole; those of its containers fit into them. */
export function validatePodResources(spec: Draft, path: string): FieldError[] {
  const resources = spec.resources as Draft | undefined;
  if (resources === undefined) return [];
  const place = child(path, 'resources');
  if (spec.os?.name === 'windows') return [forbiddenField(place, 'may not be set for a windows pod')];
  const errors: FieldError[] = [];
  if (resources.claims !== undefined)
    errors.push(forbiddenField(child(place, 'claims'), 'claims may not be set for Resources at pod-level'));
  errors.push(...validateResources(resources, place, 'pod'));
  const containers = list(spec.containers);
  for (const [name, whole] of Object.entries((resources.requests ?? {}) as Amounts)) {
    const sum = containers.reduce<Quantity>(
      (total, { resources: own }) => addQuantities(total, quantityOf(own?.requests?.[name] ?? own?.limits?.[name])),
      ZERO,
    );
    if (compareQuantities(sum, quantityOf(whole)) > 0)
      errors.push(
        invalidValue(
          key(child(place, 'requests'), name),
          whole,
          `must be greater than or equal to aggregate container requests of ${formatQuantity(sum)}`,
        ),
      );
  }
  containers.forEach((container, i) => {
    for (const [name, limit] of Object.entries((container.resources?.limits ?? {}) as Amounts)) {
      const whole = (resources.limits as Amounts | undefined)?.[name];
      if (whole !== undefined && compareQuantities(quantityOf(limit), quantityOf(whole)) > 0)
        errors.push(
          invalidValue(
            child(key(at(child(place, 'containers'), i), name), 'limits'),
            limit,
            `must be less than or equal to pod limits of ${whole}`,
          ),
        );
    }
  });
  return errors;
}
