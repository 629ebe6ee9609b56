import type { KubeObject } from '@playhead/core';
import type { FieldError } from '../refusal.ts';
import type { ServerContext } from '../request.ts';
import { fnv32a } from '../template/hash.ts';
import { invalidValue } from '../validation/errors.ts';
import { validateClusterIPs, validateOneFamily, validateServiceSpec } from '../validation/service.ts';
import type { Draft, Strategy } from './context.ts';

/** The range node ports are given out from. */
const NODE_PORTS = { first: 30_000, count: 2_768 };

export const serviceStrategy: Strategy = {
  prepareForCreate: (object, context) => ({ ...object, spec: withAddresses(object, context), status: {} }),
  prepareForUpdate: keepAddresses,
  // addresses are given out before the rest is looked at
  validateFirst: object => {
    const spec = withOneAddress(object.spec);
    const addresses = validateClusterIPs(spec);
    return addresses.length > 0 ? addresses : validateOneFamily(spec);
  },
  validate: object => {
    const errors = validateServiceSpec(object.spec);
    return errors.length > 0 ? errors : outOfRange(object.spec);
  },
  validateUpdate: (after, before) => (after.spec === before.spec ? [] : validateServiceSpec(after.spec)),
};

/** Told once everything else is right: ports are taken last. */
const outOfRange = (spec: Draft): FieldError[] =>
  ((spec.ports ?? []) as readonly Draft[]).flatMap(({ nodePort }, i) =>
    nodePort && (nodePort < NODE_PORTS.first || nodePort >= NODE_PORTS.first + NODE_PORTS.count)
      ? [
          invalidValue(
            `spec.ports[${i}].nodePort`,
            nodePort,
            `provided port is not in the valid range. The range of valid ports is ${NODE_PORTS.first}-${NODE_PORTS.first + NODE_PORTS.count - 1}`,
          ),
        ]
      : [],
  );

/** `clusterIP` is the first of `clusterIPs`; not the other way about. */
const withOneAddress = (spec: Draft): Draft =>
  spec.clusterIP && !spec.clusterIPs?.length ? { ...spec, clusterIPs: [spec.clusterIP] } : spec;

function withAddresses(object: Draft, context: ServerContext): Draft {
  const spec = object.spec as Draft;
  if (spec.type === 'ExternalName' || !['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec.type)) return spec;
  const clusterIP = (spec.clusterIP || context.clusterIP()) as string;
  return {
    ...spec,
    clusterIP,
    clusterIPs: spec.clusterIPs?.length ? spec.clusterIPs : [clusterIP],
    ipFamilies: spec.ipFamilies ?? ['IPv4'],
    ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack',
    ...(needsHealthCheck(spec) && !spec.healthCheckNodePort
      ? { healthCheckNodePort: NODE_PORTS.first + (fnv32a(`${object.metadata.uid}/health`) % NODE_PORTS.count) }
      : {}),
    ...(spec.ports === undefined ? {} : { ports: withNodePorts(spec, object.metadata.uid) }),
  };
}

/** Nodes say of themselves whether they have an endpoint, so that a load balancer sends only there. */
const needsHealthCheck = (spec: Draft): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';

/** A node port for each port that needs one, made from the uid so that it does not depend on what else there is. */
function withNodePorts(spec: Draft, uid: string): readonly Draft[] {
  const ports = spec.ports as readonly Draft[];
  if (spec.type !== 'NodePort' && (spec.type !== 'LoadBalancer' || spec.allocateLoadBalancerNodePorts === false))
    return ports;
  const first = fnv32a(uid) % NODE_PORTS.count;
  return ports.map((port, index) =>
    port.nodePort ? port : { ...port, nodePort: NODE_PORTS.first + ((first + index) % NODE_PORTS.count) },
  );
}

/** Addresses once given stay, unless the type no longer has them. */
function keepAddresses(object: Draft, before: KubeObject): Draft {
  const { spec } = object;
  if (spec === before.spec || spec.type === 'ExternalName') return object;
  const kept: Record<string, unknown> = {};
  for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'])
    if (spec[field] === undefined && before.spec?.[field] !== undefined) kept[field] = before.spec[field];
  const ports = spec.ports as readonly Draft[] | undefined;
  const old = (before.spec?.ports ?? []) as readonly Draft[];
  const exposed = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (exposed && ports?.some(port => !port.nodePort)) {
    const inherited = ports.map(port => {
      const twin = old.find(o => o.port === port.port && o.protocol === port.protocol && o.nodePort);
      return port.nodePort || twin === undefined ? port : { ...port, nodePort: twin.nodePort };
    });
    kept.ports = withNodePorts({ ...spec, ports: inherited }, before.metadata.uid);
  }
  return Object.keys(kept).length === 0 ? object : { ...object, spec: { ...spec, ...kept } };
}
