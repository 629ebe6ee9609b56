/** The scenario file as a codec: the one definition of its shape, with a human name for everything that can be wrong. */
import type { Json } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { Duration, SpreadDuration } from './duration.ts';

const named = <A>(name: string, is: (value: unknown) => value is A): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    name,
    is,
    (value, context) => (is(value) ? E.right(value) : t.failure(value, context)),
    String,
  );

const text = named('some text', (value): value is string => typeof value === 'string');
const count = named(
  'a whole number from 0',
  (value): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0,
);
const whole = named('a whole number', (value): value is number => typeof value === 'number' && Number.isInteger(value));
const amount = named(
  'a number or a quantity such as 500m or 16Gi',
  (value): value is number | string => typeof value === 'number' || typeof value === 'string',
);
const perSecond = named(
  'requests a second, above 0',
  (value): value is number => typeof value === 'number' && value > 0 && Number.isFinite(value),
);
const yesNo = named('true or false', (value): value is boolean => typeof value === 'boolean');
const labels = t.record(t.string, text, 'labels, each some text');

/** An object whose every field is known: a field that is not is a mistake, not a wish. */
type Fields<R extends t.Props, O extends t.Props> = { [K in keyof R]: t.TypeOf<R[K]> } & {
  [K in keyof O]?: t.TypeOf<O[K]>;
};

function object<R extends t.Props, O extends t.Props>(name: string, required: R, optional: O) {
  const known: Record<string, t.Mixed> = { ...required, ...optional };
  return new t.Type<Fields<R, O>, unknown>(
    name,
    (value): value is Fields<R, O> => typeof value === 'object' && value !== null,
    (value, context) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return t.failure(value, context);
      const fields = value as Record<string, unknown>;
      const errors: t.ValidationError[] = [];
      const decoded: Record<string, unknown> = {};
      for (const [key, codec] of Object.entries(known)) {
        if (fields[key] === undefined && !(key in required)) continue;
        const result = codec.validate(fields[key], t.appendContext(context, key, codec, fields[key]));
        if (E.isLeft(result)) errors.push(...result.left);
        else decoded[key] = result.right;
      }
      for (const key of Object.keys(fields))
        if (known[key] === undefined)
          errors.push({
            value: fields[key],
            context: t.appendContext(context, key, t.unknown),
            message: `unknown field; ${suggest(key, Object.keys(known))}`,
          });
      return errors.length > 0 ? E.left(errors) : E.right(decoded as Fields<R, O>);
    },
    String,
  );
}

/** The nearest known name, else all of them. */
function suggest(key: string, known: readonly string[]): string {
  const near = known.map(name => [distance(key, name), name] as const).sort((a, b) => a[0] - b[0])[0];
  if (near !== undefined && near[0] <= 2) return `did you mean ${near[1]}?`;
  return `known here: ${[...known].sort().join(', ')}`;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

const Match = object('what it matches', {}, { image: text, name: text, labels });
const PullRule = object('how the image is pulled', {}, { after: SpreadDuration, error: text, backoffAfter: Duration });
const Pull = new t.Type<t.TypeOf<typeof PullRule>, unknown>(
  'a duration, or how the image is pulled',
  PullRule.is,
  (value, context) =>
    typeof value === 'object' && value !== null
      ? PullRule.validate(value, context)
      : E.either.map(SpreadDuration.validate(value, context), after => ({ after })),
  String,
);
const Ready = new t.Type<'never' | t.TypeOf<typeof SpreadDuration>, unknown>(
  'never, or a duration such as 800ms',
  (value): value is 'never' => value === 'never',
  (value, context) => (value === 'never' ? E.right('never' as const) : SpreadDuration.validate(value, context)),
  String,
);
const Crash = object(
  'how it crashes',
  { after: SpreadDuration },
  { afterReady: yesNo, exitCode: whole, reason: text, backoff: Duration },
);
const Flap = object('a spell of not being ready', { after: Duration }, { for: Duration });
const Flaps = new t.Type<readonly t.TypeOf<typeof Flap>[], unknown>(
  'spells of not being ready',
  Array.isArray as never,
  (value, context) => t.array(Flap).validate(Array.isArray(value) ? value : [value], context),
  String,
);

const Rule = object(
  'a kubelet rule',
  {},
  {
    match: Match,
    pull: Pull,
    start: SpreadDuration,
    ready: Ready,
    readyGap: Duration,
    stop: SpreadDuration,
    crash: Crash,
    unready: Flaps,
    complete: Duration,
    exitCode: whole,
  },
);

const DeletePods = object('pods to delete', {}, { selector: labels, count });
const Edit = named(
  'what is changed in the editor: fields to merge, or a JSON Patch',
  (value): value is Json => typeof value === 'object' && value !== null,
);
const StepCodec = object(
  'a step',
  {},
  {
    wait: Duration,
    until: text,
    timeout: Duration,
    kubectl: text,
    edit: Edit,
    background: yesNo,
    deletePods: DeletePods,
  },
);

const LoadPoint = object('a point of the load', { after: Duration, total: amount }, {});
const Load = object('a load', { match: labels, cpu: t.array(LoadPoint, 'a list of points') }, { limit: amount });
const Traffic = object('traffic to a Service', { service: text, rate: perSecond }, {});
const Taint = object('a taint', { key: text, effect: text }, { value: text });
const Node = object(
  'a node',
  { name: text },
  {
    cpu: amount,
    memory: amount,
    pods: count,
    labels,
    unschedulable: yesNo,
    taints: t.array(Taint, 'a list of taints'),
  },
);
const NodeCount = object('a number of nodes', { count }, { cpu: amount, memory: amount, pods: count });
const NodeList = t.array(Node, 'a list of nodes');
const Nodes = new t.Type<t.TypeOf<typeof NodeCount> | t.TypeOf<typeof NodeList>, unknown>(
  'a list of nodes, or their number',
  NodeList.is,
  (value, context) => (Array.isArray(value) ? NodeList : NodeCount).validate(value, context) as never,
  String,
);

export const ScenarioFile = object(
  'a scenario',
  {
    apiVersion: t.literal('playhead.dev/v1alpha1', 'playhead.dev/v1alpha1'),
    kind: t.literal('Scenario', 'Scenario'),
    metadata: object('metadata', { name: text }, { labels, annotations: labels }),
    spec: object(
      'the spec of a scenario',
      { steps: t.array(StepCodec, 'a list of steps') },
      {
        description: text,
        namespace: text,
        start: text,
        seed: whole,
        files: t.record(t.string, t.unknown, 'files by name'),
        nodes: Nodes,
        kubelet: t.array(Rule, 'a list of kubelet rules'),
        load: t.array(Load, 'a list of loads'),
        traffic: t.array(Traffic, 'a list of traffic to Services'),
        settle: Duration,
      },
    ),
  },
  {},
);
export type ScenarioFile = t.TypeOf<typeof ScenarioFile>;
