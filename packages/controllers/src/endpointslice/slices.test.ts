import type { Pod } from '@playhead/core';
import { describe, expect, it } from 'vitest';
import {
  type Endpoint,
  type EndpointSlice,
  endpointKey,
  endpointOf,
  mayBeEndpoint,
  portsOf,
  type Service,
} from './endpoint.ts';
import { layOut, type Wanted } from './slices.ts';

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', uid: 's', resourceVersion: '1', creationTimestamp: '' },
  spec: { clusterIP: '10.0.0.1', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
} as unknown as Service;

interface Shape {
  readonly ready?: boolean;
  readonly going?: boolean;
  readonly phase?: string;
  readonly ip?: string;
}

const pod = (name: string, { ready = true, going = false, phase = 'Running', ip = '10.244.0.1' }: Shape = {}): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      ...(going ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      nodeName: 'node-0',
      containers: [{ name: 'c', image: 'i', ports: [{ name: 'web', containerPort: 9000 }] }],
    },
    status: {
      phase,
      podIPs: ip === '' ? [] : [{ ip }],
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  }) as unknown as Pod;

const PORTS = portsOf(pod('a'), SERVICE);
const wanted = (endpoints: readonly Endpoint[], ports = PORTS): ReadonlyMap<string, Wanted> =>
  new Map([['p', { ports, endpoints: new Map(endpoints.map(e => [endpointKey(e), e])) }]]);
const named = (count: number, from = 0): Endpoint[] =>
  Array.from({ length: count }, (_, i) => endpointOf(pod(`p${from + i}`), SERVICE, 'IPv4', undefined));
const slice = (name: string, endpoints: readonly Endpoint[]): EndpointSlice => {
  const [made] = layOut(SERVICE, 'IPv4', [], wanted(endpoints)).create;
  return { ...made!, metadata: { ...made!.metadata, name } };
};
const lay = (existing: readonly EndpointSlice[], endpoints: readonly Endpoint[]) => {
  const key = PORTS.map(p => `${p.name}/${p.protocol}/${p.port}/`).join(',');
  const one = wanted(endpoints).get('p')!;
  return layOut(SERVICE, 'IPv4', existing, endpoints.length === 0 ? new Map() : new Map([[key, one]]));
};

describe('an endpoint', () => {
  it.each([
    ['a ready pod', { ready: true }, { ready: true, serving: true, terminating: false }],
    ['one that is not ready', { ready: false }, { ready: false, serving: false, terminating: false }],
    ['a ready one that is going', { going: true }, { ready: false, serving: true, terminating: true }],
  ])('of %s', (_name, shape, conditions) => {
    expect(endpointOf(pod('a', shape), SERVICE, 'IPv4', undefined).conditions).toEqual(conditions);
  });

  it('is ready in any state where the Service publishes addresses that are not ready', () => {
    const open = { ...SERVICE, spec: { ...SERVICE.spec, publishNotReadyAddresses: true } };
    expect(endpointOf(pod('a', { ready: false }), open, 'IPv4', undefined).conditions.ready).toBe(true);
  });

  it('is no finished pod and none without an address', () => {
    expect([{}, { phase: 'Succeeded' }, { phase: 'Failed' }, { ip: '' }].map(s => mayBeEndpoint(pod('a', s)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('has the container port that targetPort names, or none', () => {
    const to = (targetPort: string) => ({ ...SERVICE, spec: { ...SERVICE.spec, ports: [{ port: 80, targetPort }] } });
    expect(portsOf(pod('a'), to('web'))).toEqual([{ name: '', protocol: 'TCP', port: 9000 }]);
    expect(portsOf(pod('a'), to('other'))).toEqual([]);
  });
});

describe('slices', () => {
  it('hold 100 endpoints each: 250 make slices of 100, 100 and 50', () => {
    expect(lay([], named(250)).create.map(s => s.endpoints?.length)).toEqual([100, 100, 50]);
  });

  it('keep one empty slice without ports where nothing is wanted', () => {
    const { create } = lay([], []);
    expect(create.map(s => [s.endpoints, s.ports])).toEqual([[[], []]]);
    expect(lay(create, [])).toEqual({ create: [], update: [], remove: [] });
  });

  it('turn the last slice into the placeholder, and the placeholder into the first slice', () => {
    const emptied = lay([slice('web-1', named(2))], []);
    expect(emptied.update.map(u => [u.after.metadata.name, u.after.endpoints?.length, u.reused])).toEqual([
      ['web-1', 0, true],
    ]);
    const refilled = lay([emptied.update[0]!.after], named(1));
    expect(refilled.update.map(u => [u.after.metadata.name, u.after.endpoints?.length])).toEqual([['web-1', 1]]);
  });

  it('put 3 new endpoints where something changes anyway, else into the fullest slice with room', () => {
    const [a, b, c] = [slice('a', named(98)), slice('b', named(90, 100)), slice('c', named(50, 200))];
    const all = [...named(98), ...named(90, 100), ...named(50, 200)];
    const fullest = lay([a, b, c], [...all, ...named(3, 300)]);
    expect(fullest.update.map(u => [u.before.metadata.name, u.after.endpoints?.length])).toEqual([['b', 93]]);
    const changing = lay([a, b, c], [...all.slice(0, -1), ...named(3, 300)]);
    expect(changing.update.map(u => [u.before.metadata.name, u.after.endpoints?.length])).toEqual([['c', 52]]);
  });

  it('have the labels of their Service and say whose they are', () => {
    expect(slice('a', named(1)).metadata.labels).toEqual({
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    });
  });
});
