import type { KubeObject } from '@playhead/core';
import { fail, failIfAny } from '../errors.ts';
import type { Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { CHANGING, RECORD } from './common.ts';
import { createOne } from './create.ts';
import type { Command } from './table.ts';

/** `kubectl expose TYPE/NAME --port=80`: a Service with the labels of what is exposed and its selector. */
export const expose: Command = {
  path: 'expose',
  flags: [
    ...CHANGING,
    RECORD,
    ...[
      'name',
      'port',
      'target-port',
      'type',
      'protocol',
      'selector',
      'cluster-ip',
      'external-ip',
      'session-affinity',
    ].map(name => ({ name, type: 'text' }) as const),
    { name: 'labels', short: 'l', type: 'text' },
    { name: 'load-balancer-ip', type: 'text' },
    { name: 'save-config', type: 'bool' },
  ],
  *run(session) {
    const { found, faults } = yield* findTargets(session, { selector: '' });
    failIfAny(faults);
    for (const target of found) {
      if (!EXPOSABLE.includes(target.info.kind)) fail(`cannot expose a ${target.info.kind}`);
      yield* createOne(session, serviceFor(session, target), { manager: 'kubectl-expose', done: 'exposed' });
    }
  },
};

const EXPOSABLE = ['Deployment', 'ReplicaSet', 'ReplicationController', 'Service', 'Pod'];

interface Port {
  readonly containerPort?: number;
  readonly port?: number;
  readonly protocol?: string;
}

function serviceFor(session: Session, { info, name, object }: Target): KubeObject {
  const { flags } = session;
  const pairs = (text: string) =>
    Object.fromEntries(
      text.split(',').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    );
  const given = flags.text('selector');
  const selector = given === undefined || given === '' ? selectorFor(info.kind, object!) : pairs(given);
  const known = portsOf(object!);
  const wanted = flags.text('port') ?? known.map(port => String(port.containerPort ?? port.port)).join(',');
  if (wanted === '' && flags.text('cluster-ip') !== 'None') fail("couldn't find port via --port flag or introspection");
  const numbers = wanted === '' ? [] : wanted.split(',').map(whole);
  const target = flags.text('target-port');
  const labels = flags.text('labels');
  const own = labels === undefined ? object!.metadata.labels : pairs(labels);
  const optional = (field: string, flag: string) => (flags.given(flag) ? { [field]: flags.text(flag) } : {});
  const spec = {
    ports: numbers.map((port, at) => ({
      ...(numbers.length > 1 ? { name: `port-${at + 1}` } : {}),
      port,
      protocol: flags.text('protocol') ?? known.find(p => (p.containerPort ?? p.port) === port)?.protocol ?? 'TCP',
      targetPort: target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target,
    })),
    selector,
    ...optional('type', 'type'),
    ...optional('sessionAffinity', 'session-affinity'),
    ...(flags.given('external-ip') ? { externalIPs: [flags.text('external-ip')] } : {}),
    ...optional('clusterIP', 'cluster-ip'),
  };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: (flags.text('name') ?? name).slice(0, 63),
      namespace: session.namespace,
      ...(own === undefined || Object.keys(own).length === 0 ? {} : { labels: own }),
    },
    spec,
    status: { loadBalancer: {} },
  } as unknown as KubeObject;
}

const whole = (text: string): number =>
  /^[+-]?\d+$/.test(text) ? Number(text) : fail(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);

function selectorFor(kind: string, object: KubeObject): Readonly<Record<string, string>> {
  const failing = "couldn't retrieve selectors via --selector flag or introspection:";
  switch (kind) {
    case 'Deployment':
    case 'ReplicaSet':
      if ((object.spec.selector?.matchExpressions ?? []).length > 0)
        fail(
          `${failing} couldn't convert expressions - "${JSON.stringify(object.spec.selector.matchExpressions)}" to map-based selector format`,
        );
      return object.spec.selector?.matchLabels ?? {};
    case 'Pod':
      return object.metadata.labels ?? fail(`${failing} the pod has no labels and cannot be exposed`);
    default:
      return (
        object.spec.selector ??
        fail(`${failing} invalid ${kind.toLowerCase()}: no selector, therefore cannot be exposed`)
      );
  }
}

function portsOf(object: KubeObject): readonly Port[] {
  if (object.kind === 'Service') return object.spec.ports ?? [];
  const spec = object.kind === 'Pod' ? object.spec : object.spec.template?.spec;
  return ((spec?.containers ?? []) as { ports?: readonly Port[] }[]).flatMap(container => container.ports ?? []);
}
