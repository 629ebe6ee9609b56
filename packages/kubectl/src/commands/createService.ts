import { dns1123Subdomain, portName, portNumber } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import { fail } from '../errors.ts';
import type { Session } from '../session.ts';
import { CHANGING } from './common.ts';
import { createOne, nameFrom } from './create.ts';
import type { Command } from './table.ts';

const FLAGS = [
  ...CHANGING.filter(flag => flag.name !== 'filename'),
  { name: 'save-config', type: 'bool' },
  { name: 'validate', type: 'text', bare: 'strict' },
  { name: 'tcp', type: 'list' },
] as const;

interface Sort {
  readonly word: string;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** The flag that only this sort has. */
  readonly own?: { readonly name: string; readonly type: 'text' | 'int' };
  readonly required?: readonly string[];
}

const SORTS: readonly Sort[] = [
  { word: 'clusterip', type: 'ClusterIP', own: { name: 'clusterip', type: 'text' } },
  { word: 'nodeport', type: 'NodePort', own: { name: 'node-port', type: 'int' } },
  { word: 'loadbalancer', type: 'LoadBalancer' },
  {
    word: 'externalname',
    type: 'ExternalName',
    own: { name: 'external-name', type: 'text' },
    required: ['external-name'],
  },
];

/** `kubectl create service clusterip|nodeport|loadbalancer|externalname NAME --tcp=80:8080` (create_service.go). */
export const createServices: readonly Command[] = SORTS.map(sort => ({
  path: `create service ${sort.word}`,
  aliases: [`create svc ${sort.word}`],
  flags: sort.own === undefined ? FLAGS : [...FLAGS, sort.own],
  ...(sort.required === undefined ? {} : { required: sort.required }),
  *run(session) {
    const name = nameFrom(session, `service ${sort.word}`);
    yield* createOne(session, serviceOf(session, name, sort), {
      manager: 'kubectl-create',
      failing: `failed to create ${sort.type} service: `,
      plain: true,
    });
  },
}));

function serviceOf({ flags, namespace }: Session, name: string, { type }: Sort): KubeObject {
  const clusterIP = flags.text('clusterip') ?? '';
  const pairs = flags.list('tcp');
  if (clusterIP !== 'None' && pairs.length === 0 && type !== 'ExternalName')
    fail('at least one tcp port specifier must be provided');
  const externalName = flags.text('external-name');
  if (externalName !== undefined && dns1123Subdomain(externalName).length > 0)
    fail(`invalid service external name ${externalName}`);
  const nodePort = flags.int('node-port') ?? 0;
  const labels = { app: name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels },
    spec: {
      type,
      selector: labels,
      ...(pairs.length === 0 ? {} : { ports: pairs.map(pair => portOf(pair, nodePort)) }),
      ...(externalName === undefined ? {} : { externalName }),
      ...(clusterIP === '' ? {} : { clusterIP }),
    },
    status: { loadBalancer: {} },
  } as unknown as KubeObject;
}

/** `80:8080` or `80:http`; a port alone is its own target. */
function portOf(pair: string, nodePort: number): object {
  const [first = '', second] = pair.split(':');
  const port = unsigned16(first);
  return {
    name: pair.replaceAll(':', '-'),
    protocol: 'TCP',
    port,
    targetPort: second === undefined ? port : targetOf(second),
    ...(nodePort === 0 ? {} : { nodePort }),
  };
}

function unsigned16(text: string): number {
  const quoted = JSON.stringify(text);
  if (!/^\d+$/.test(text)) fail(`strconv.ParseUint: parsing ${quoted}: invalid syntax`);
  return Number(text) > 65535 ? fail(`strconv.ParseUint: parsing ${quoted}: value out of range`) : Number(text);
}

function targetOf(text: string): number | string {
  if (!/^[+-]?\d+$/.test(text)) {
    const wrong = portName(text);
    return wrong.length > 0 ? fail(wrong.join(',')) : text;
  }
  const wrong = portNumber(Number(text));
  return wrong.length > 0 ? fail(wrong.join(',')) : Number(text);
}
