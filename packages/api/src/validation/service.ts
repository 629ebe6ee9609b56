import { dns1123Label, dns1123Subdomain, portNumber, qualifiedName } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { isIPv6, validateAddress, validateRange, validateReachable } from './addresses.ts';
import { at, child, duplicate, forbiddenField, invalids, invalidValue, notSupported, required } from './errors.ts';
import { validatePort } from './handlers.ts';
import { validateLabels } from './metadata.ts';

/** Services (validation.ValidateService), with one cluster address of the IPv4 family. */

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MAX_AFFINITY_SECONDS = 86_400;

export function validateServiceSpec(spec: Draft): FieldError[] {
  const ports = (spec.ports ?? []) as Draft[];
  const headless = spec.clusterIP === 'None';
  const errors: FieldError[] = [];
  if (ports.length === 0 && !headless && spec.type !== 'ExternalName') errors.push(required('spec.ports'));
  errors.push(...validateByType(spec, headless));
  const names = new Set<string>();
  ports.forEach((port, index) => {
    errors.push(...validateServicePort(port, at('spec.ports', index), ports.length > 1, names));
  });
  errors.push(...validateLabels(spec.selector, 'spec.selector'));
  errors.push(...validateSessionAffinity(spec));
  errors.push(...validateClusterIPs(spec));
  ((spec.externalIPs ?? []) as readonly string[]).forEach((address, i) => {
    errors.push(...validateReachable(address, at('spec.externalIPs', i)));
  });
  if (!TYPES.includes(spec.type)) errors.push(notSupported('spec.type', spec.type, TYPES));
  errors.push(...validatePortNumbers(spec, ports));
  return [...errors, ...validateTraffic(spec)];
}

function validateByType(spec: Draft, headless: boolean): FieldError[] {
  if (headless && (spec.type === 'LoadBalancer' || spec.type === 'NodePort'))
    return [invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${spec.type} services`)];
  if (spec.type !== 'ExternalName') return [];
  const errors: FieldError[] = [];
  for (const field of ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy'])
    if (spec[field] !== undefined && spec[field].length > 0)
      errors.push(forbiddenField(child('spec', field), 'may not be set for ExternalName services'));
  const name = ((spec.externalName ?? '') as string).replace(/\.$/, '');
  if (name === '') errors.push(required('spec.externalName'));
  else errors.push(...invalids('spec.externalName', name, dns1123Subdomain(name)));
  return errors;
}

function validateServicePort(port: Draft, path: string, needsName: boolean, names: Set<string>): FieldError[] {
  const errors: FieldError[] = [];
  const name = (port.name ?? '') as string;
  if (needsName && name === '') errors.push(required(child(path, 'name')));
  else if (name !== '') {
    errors.push(...invalids(child(path, 'name'), name, dns1123Label(name)));
    if (names.has(name)) errors.push(duplicate(child(path, 'name'), name));
    names.add(name);
  }
  errors.push(...invalids(child(path, 'port'), port.port ?? 0, portNumber(port.port ?? 0)));
  if (!PROTOCOLS.includes(port.protocol)) errors.push(notSupported(child(path, 'protocol'), port.protocol, PROTOCOLS));
  errors.push(...validatePort(port.targetPort, child(path, 'targetPort')));
  if (port.appProtocol !== undefined)
    errors.push(...invalids(child(path, 'appProtocol'), port.appProtocol, qualifiedName(port.appProtocol)));
  return errors;
}

function validateSessionAffinity(spec: Draft): FieldError[] {
  const kinds = ['ClientIP', 'None'];
  if (!kinds.includes(spec.sessionAffinity)) return [notSupported('spec.sessionAffinity', spec.sessionAffinity, kinds)];
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds as number | undefined;
  if (spec.sessionAffinity !== 'ClientIP' || seconds === undefined) return [];
  return seconds <= 0 || seconds > MAX_AFFINITY_SECONDS
    ? [
        invalidValue(
          'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
          seconds,
          `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`,
        ),
      ]
    : [];
}

const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** Told before anything else: the addresses are looked at before they are given out. */
export function validateClusterIPs(spec: Draft): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const path = 'spec.clusterIPs';
  const addresses = (spec.clusterIPs ?? []) as string[];
  const errors: FieldError[] = [];
  if (spec.clusterIP) {
    if (addresses.length === 0) errors.push(required(path));
    else if (addresses[0] !== spec.clusterIP)
      errors.push(invalidValue(path, addresses, 'first value must match `clusterIP`'));
  } else if (addresses.length > 0)
    errors.push(invalidValue(path, addresses, 'must be empty when `clusterIP` is not specified'));
  const families = (spec.ipFamilies ?? []) as readonly string[];
  families.forEach((family, i) => {
    const place = at('spec.ipFamilies', i);
    if (!FAMILIES.includes(family)) errors.push(notSupported(place, family, FAMILIES));
    if (families.indexOf(family) < i) errors.push(duplicate(place, family));
  });
  if (spec.ipFamilyPolicy !== undefined && !FAMILY_POLICIES.includes(spec.ipFamilyPolicy))
    errors.push(notSupported('spec.ipFamilyPolicy', spec.ipFamilyPolicy, FAMILY_POLICIES));
  const wrong = addresses.flatMap((address, i) => {
    if (i > 0 || address !== 'None') return validateAddress(address, at(path, i));
    return addresses.length > 1 ? [invalidValue(path, addresses, "'None' must be the first and only value")] : [];
  });
  if (addresses.length > 2) wrong.push(invalidValue(path, addresses, 'may only hold up to 2 values'));
  return wrong.length > 0 ? [...errors, ...wrong] : [...errors, ...validateFamilies(addresses, families)];
}

/** One address of each family at most, each of the family asked for. */
function validateFamilies(addresses: readonly string[], families: readonly string[]): FieldError[] {
  if (addresses[0] === 'None') return [];
  const errors: FieldError[] = [];
  const kinds = new Set(addresses.map(isIPv6));
  if (addresses.length > 1 && kinds.size < 2)
    errors.push(invalidValue('spec.clusterIPs', addresses, 'may specify no more than one IP for each IP family'));
  addresses.forEach((address, i) => {
    const family = isIPv6(address) ? 'IPv6' : 'IPv4';
    const asked = families[i];
    if (asked !== undefined && FAMILIES.includes(asked) && asked !== family)
      errors.push(
        invalidValue(
          at('spec.clusterIPs', i),
          address,
          `expected an ${asked} value as indicated by \`ipFamilies[${i}]\``,
        ),
      );
  });
  return errors;
}

/** What a cluster of one family cannot give (alloc.initIPFamilyFields), told alone too. */
export function validateOneFamily(spec: Draft): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const errors: FieldError[] = [];
  const addresses = (spec.clusterIPs ?? []) as readonly string[];
  addresses.forEach((address, i) => {
    if (isIPv6(address))
      errors.push(invalidValue(at('spec.clusterIPs', i), addresses, 'IPv6 is not configured on this cluster'));
  });
  ((spec.ipFamilies ?? []) as readonly string[]).forEach((family, i) => {
    if (family === 'IPv6' && spec.selector !== undefined)
      errors.push(invalidValue(at('spec.ipFamilies', i), family, 'not configured on this cluster'));
  });
  if (spec.ipFamilyPolicy === 'RequireDualStack')
    errors.push(
      invalidValue(
        'spec.ipFamilyPolicy',
        spec.ipFamilyPolicy,
        'this cluster is not configured for dual-stack services',
      ),
    );
  return errors;
}

function validatePortNumbers(spec: Draft, ports: readonly Draft[]): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.type === 'ClusterIP')
    ports.forEach((port, i) => {
      if (port.nodePort)
        errors.push(forbiddenField(`spec.ports[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
    });
  const repeated = (field: string): number[] =>
    ports.flatMap((port, i) =>
      port[field] && ports.slice(0, i).some(p => p[field] === port[field] && p.protocol === port.protocol) ? [i] : [],
    );
  for (const i of repeated('nodePort')) errors.push(duplicate(`spec.ports[${i}].nodePort`, ports[i]!.nodePort));
  for (const i of repeated('port')) {
    const { protocol, port } = ports[i]!;
    const key = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    errors.push(duplicate(`spec.ports[${i}]`, key));
  }
  return errors;
}

function validateTraffic(spec: Draft): FieldError[] {
  const errors: FieldError[] = [];
  const balanced = spec.type === 'LoadBalancer';
  const onlyBalanced = "may only be used when `type` is 'LoadBalancer'";
  const ranges = (spec.loadBalancerSourceRanges ?? []) as readonly string[];
  if (ranges.length > 0 && !balanced) errors.push(forbiddenField('spec.LoadBalancerSourceRanges', onlyBalanced));
  ranges.forEach((range, i) => {
    errors.push(...validateRange(range.trim(), at('spec.LoadBalancerSourceRanges', i)));
  });
  if (spec.allocateLoadBalancerNodePorts !== undefined && !balanced)
    errors.push(forbiddenField('spec.allocateLoadBalancerNodePorts', onlyBalanced));
  const ofClass = spec.loadBalancerClass as string | undefined;
  if (ofClass !== undefined && !balanced) errors.push(forbiddenField('spec.loadBalancerClass', onlyBalanced));
  else if (ofClass !== undefined) errors.push(...invalids('spec.loadBalancerClass', ofClass, qualifiedName(ofClass)));
  const exposed = balanced || spec.type === 'NodePort' || (spec.externalIPs?.length ?? 0) > 0;
  const policies = ['Cluster', 'Local'];
  if (!exposed && spec.externalTrafficPolicy)
    errors.push(
      invalidValue(
        'spec.externalTrafficPolicy',
        spec.externalTrafficPolicy,
        'may only be set for externally-accessible services',
      ),
    );
  else if (exposed && !policies.includes(spec.externalTrafficPolicy))
    errors.push(notSupported('spec.externalTrafficPolicy', spec.externalTrafficPolicy, policies));
  const checked = balanced && spec.externalTrafficPolicy === 'Local';
  if (!checked && spec.healthCheckNodePort)
    errors.push(
      invalidValue(
        'spec.healthCheckNodePort',
        spec.healthCheckNodePort,
        "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ),
    );
  if (spec.internalTrafficPolicy !== undefined && !policies.includes(spec.internalTrafficPolicy))
    errors.push(notSupported('spec.internalTrafficPolicy', spec.internalTrafficPolicy, policies));
  const near = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  if (spec.trafficDistribution !== undefined && !near.includes(spec.trafficDistribution))
    errors.push(notSupported('spec.trafficDistribution', spec.trafficDistribution, near));
  return errors;
}
