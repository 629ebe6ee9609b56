/**
 * What lies outside a log and goes on after its end: nodes, kubelets, demand. A simulation writes it into its header, so
 * that a diversion of the log meets the same world; for a recording it is learned from what the log shows.
 */
import type { KubeletRule, NodeSpec } from '@playhead/controllers';
import type { Json, LogHeader } from '@playhead/core';
import { equal } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Load, Scenario, Traffic } from './scenario/scenario.ts';
import { labelled } from './scenario/scenario.ts';

export interface Environment {
  /** Where the load and the traffic are. */
  readonly namespace: string;
  readonly nodes: readonly NodeSpec[];
  readonly kubelet: readonly KubeletRule[] | undefined;
  readonly load: readonly Load[];
  readonly traffic: readonly Traffic[];
}

export const environmentOfScenario = ({ namespace, nodes, kubelet, load, traffic }: Scenario): Environment => ({
  namespace,
  nodes,
  kubelet,
  load,
  traffic,
});

/** As a header holds it: nodes that are alike but for their number are counted, and what is empty is left out. */
export function environmentAsJson({ namespace, nodes, kubelet, load, traffic }: Environment): Json {
  return plain({
    namespace,
    nodes: counted(nodes) ?? nodes,
    ...(kubelet === undefined ? {} : { kubelet }),
    ...(load.length === 0 ? {} : { load }),
    ...(traffic.length === 0 ? {} : { traffic }),
  });
}

/** Undefined where the header has none, or one that is no environment. */
export function environmentIn({ environment }: LogHeader): Environment | undefined {
  const decoded = EnvironmentCodec.decode(environment);
  if (E.isLeft(decoded)) return undefined;
  const { namespace, nodes, kubelet, load = [], traffic = [] } = decoded.right;
  return {
    namespace,
    nodes: Array.isArray(nodes) ? (nodes as readonly NodeSpec[]) : repeated(nodes as Many),
    kubelet: kubelet as readonly KubeletRule[] | undefined,
    load: load as readonly Load[],
    traffic,
  };
}

type Many = t.TypeOf<typeof ManyNodes>;

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

function counted(nodes: readonly NodeSpec[]): Many | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const { name: _, labels: _labels, ...room } = first;
  const many = { count: nodes.length, ...room };
  return equal(plain(repeated(many)), plain(nodes)) ? many : undefined;
}

const repeated = ({ count, ...room }: Many): NodeSpec[] =>
  Array.from({ length: count }, (_, i) => labelled({ name: `node-${i}`, ...room }));

const text = t.record(t.string, t.string);
const spread = t.union([t.number, t.type({ from: t.number, to: t.number })]);
const room = t.type({ cpu: t.number, memory: t.number, pods: t.number });
const ManyNodes = t.intersection([t.type({ count: t.number }), room]);

const RuleCodec = t.partial({
  match: t.partial({ image: t.string, name: t.string, labels: text }),
  pull: t.intersection([t.type({ after: spread }), t.partial({ error: t.string, backoffAfter: t.number })]),
  start: spread,
  ready: t.union([spread, t.literal('never')]),
  readyGap: t.number,
  stop: spread,
  crash: t.intersection([
    t.type({ after: spread }),
    t.partial({ afterReady: t.boolean, exitCode: t.number, reason: t.string, backoff: t.number }),
  ]),
  unready: t.array(t.intersection([t.type({ after: t.number }), t.partial({ for: t.number })])),
  complete: t.number,
  exitCode: t.number,
});

const TaintCodec = t.intersection([t.type({ key: t.string, effect: t.string }), t.partial({ value: t.string })]);

const EnvironmentCodec = t.intersection([
  t.type({
    namespace: t.string,
    nodes: t.union([
      t.array(
        t.intersection([
          t.type({ name: t.string }),
          room,
          t.partial({ labels: text, unschedulable: t.boolean, taints: t.array(TaintCodec) }),
        ]),
      ),
      ManyNodes,
    ]),
  }),
  t.partial({
    kubelet: t.array(RuleCodec),
    load: t.array(
      t.intersection([
        t.type({ match: text, cpu: t.array(t.type({ after: t.number, total: t.number })) }),
        t.partial({ limit: t.number }),
      ]),
    ),
    traffic: t.array(t.type({ service: t.string, rate: t.number })),
  }),
]);
