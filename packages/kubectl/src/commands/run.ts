import { applyMerge } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import { fail } from '../errors.ts';
import { jsonFault } from '../jsonFault.ts';
import { asJson } from '../session.ts';
import { CHANGING, RECORD } from './common.ts';
import { createOne } from './create.ts';
import type { Command } from './table.ts';

/** `kubectl run NAME --image=I`: a pod with the label `run=NAME` and one container named as the pod. */
export const runPod: Command = {
  path: 'run',
  required: ['image'],
  flags: [
    ...CHANGING.filter(flag => flag.name !== 'filename'),
    RECORD,
    { name: 'image', type: 'text' },
    { name: 'restart', type: 'text' },
    { name: 'labels', short: 'l', type: 'text' },
    { name: 'env', type: 'array' },
    { name: 'port', type: 'text' },
    { name: 'command', type: 'bool' },
    { name: 'annotations', type: 'array' },
    { name: 'image-pull-policy', type: 'text' },
    { name: 'save-config', type: 'bool' },
    { name: 'overrides', type: 'text' },
    { name: 'override-type', type: 'text' },
    ...['stdin', 'tty', 'rm', 'attach', 'quiet', 'expose', 'privileged'].map(name => ({ name, type: 'bool' }) as const),
  ],
  *run(session) {
    const { flags } = session;
    const [name, ...words] = session.args;
    if (name === undefined) fail("NAME is required for run\nSee 'kubectl run -h' for help and examples");
    const restart = flags.text('restart') ?? 'Always';
    if (!['Always', 'OnFailure', 'Never'].includes(restart))
      fail(`invalid restart policy: ${restart}\nSee 'kubectl run -h' for help and examples`);
    const exposing = flags.bool('expose');
    if (exposing && (flags.text('port') ?? '') === '')
      fail("--port must be set when exposing a service\nSee 'kubectl run -h' for help and examples");
    const pairs = (list: readonly string[]) =>
      list.map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
    const labels = flags.given('labels') ? Object.fromEntries(pairs(flags.text('labels')!.split(','))) : { run: name };
    const port = flags.text('port');
    const env = pairs(flags.array('env')).map(([variable, value]) => ({ name: variable, value }));
    const annotations = Object.fromEntries(pairs(flags.array('annotations')));
    const container = {
      name,
      image: flags.text('image'),
      ...(words.length === 0 ? {} : flags.bool('command') ? { command: words } : { args: words }),
      ...(env.length === 0 ? {} : { env }),
      ...(port === undefined ? {} : { ports: [{ containerPort: Number(port) }] }),
      ...(flags.given('image-pull-policy') ? { imagePullPolicy: flags.text('image-pull-policy') } : {}),
      ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
      resources: {},
    };
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace: session.namespace,
        labels,
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      },
      spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: restart },
      status: {},
    } as unknown as KubeObject;
    // the Service is made once the pod is, and told of first
    const before = exposing ? serviceFor(name!, session.namespace, labels, Number(port)) : undefined;
    if (before !== undefined) yield* createOne(session, before, { manager: 'kubectl-run' });
    yield* createOne(session, overridden(pod, flags.text('overrides') ?? ''), { manager: 'kubectl-run' });
  },
};

/** `--overrides` is merged into what is made (RFC 7386). */
function overridden(pod: KubeObject, overrides: string): KubeObject {
  if (overrides === '') return pod;
  const fault = jsonFault(overrides);
  if (fault !== undefined) fail(`error parsing overrides: ${fault}`);
  return applyMerge(asJson(pod), JSON.parse(overrides)) as unknown as KubeObject;
}

const serviceFor = (name: string, namespace: string, selector: object, port: number): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector },
    status: { loadBalancer: {} },
  }) as unknown as KubeObject;
