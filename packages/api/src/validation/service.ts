import { dns1123Label, dns1123Subdomain, portNumber, qualifiedName } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
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
  errors.push(...validateAffinity(spec));
  errors.push(...validateClusterIPs(spec));
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

function validateAffinity(spec: Draft): FieldError[] {
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

/** Told before anything else: the addresses are looked at before they are given out. */
export function validateClusterIPs(spec: Draft): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const addresses = (spec.clusterIPs ?? []) as string[];
  return addresses.flatMap((address, index) =>
    (index === 0 && address === 'None') || isAddress(address)
      ? []
      : [
          invalidValue(
            at('spec.clusterIPs', index),
            address,
            'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
          ),
        ],
  );
}

const isAddress = (text: string): boolean =>
  /^(\d{1,3})(\.\d{1,3}){3}$/.test(text)
    ? text.split('.').every(part => Number(part) <= 255)
    : /^[0-9a-fA-F:]+$/.test(text) && text.includes(':');

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
  if (spec.allocateLoadBalancerNodePorts !== undefined && !balanced)
    errors.push(forbiddenField('spec.allocateLoadBalancerNodePorts', "may only be used when `type` is 'LoadBalancer'"));
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
  if (spec.internalTrafficPolicy !== undefined && !policies.includes(spec.internalTrafficPolicy))
    errors.push(notSupported('spec.internalTrafficPolicy', spec.internalTrafficPolicy, policies));
  return errors;
}
