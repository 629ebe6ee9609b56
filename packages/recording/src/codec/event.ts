/** The codec of every event. The compiler holds each to the event of that type in `@playhead/core`, both ways. */
import type { Event, EventType, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import {
  count,
  fields,
  isPlainObject,
  json,
  jsonObject,
  list,
  number,
  table,
  text,
  truth,
  whole,
  word,
} from './parts.ts';

const condition = fields(
  'a condition',
  { type: text, status: word('True', 'False', 'Unknown') },
  {
    reason: text,
    message: text,
    lastTransitionTime: text,
    lastUpdateTime: text,
    lastProbeTime: t.union([text, t.null], 'text or null'),
    observedGeneration: whole,
  },
);

const owner = fields(
  'an owner reference',
  { apiVersion: text, kind: text, name: text, uid: text },
  { controller: truth, blockOwnerDeletion: truth },
);

const pathStep = t.union([text, count], 'a key or an index');
const path = list(pathStep);
const changes = {
  set: list(
    new t.Type<readonly [t.TypeOf<typeof path>, t.TypeOf<typeof json>]>(
      'a path with its value',
      (pair): pair is readonly [t.TypeOf<typeof path>, t.TypeOf<typeof json>] =>
        Array.isArray(pair) && pair.length === 2 && path.is(pair[0]) && json.is(pair[1]),
      (pair, context) => {
        if (!Array.isArray(pair) || pair.length !== 2) return t.failure(pair, context);
        const at = path.validate(pair[0], t.appendContext(context, '0', path, pair[0]));
        if (E.isLeft(at)) return at;
        const value = json.validate(pair[1], t.appendContext(context, '1', json, pair[1]));
        return E.isLeft(value) ? value : t.success(pair as never);
      },
      t.identity,
    ),
  ),
  unset: list(path),
};

const result = { step: count, command: text, exitCode: whole, stdout: text, stderr: text };

/** Every Kubernetes object has these; the rest differs by kind and is kept as it is. */
const isObject = (value: unknown): value is KubeObject => jsonObject.is(value) && kubeProblems(value).length === 0;

/** What the fold and the views read of every object, where it is there. */
const METADATA = {
  namespace: text,
  labels: table(text),
  annotations: table(text),
  ownerReferences: list(owner),
  managedFields: list(jsonObject),
};
const metadataTexts = ['name', 'uid', 'resourceVersion', 'creationTimestamp'] as const;

function kubeProblems(value: unknown): string[] {
  if (!isPlainObject(value)) return [''];
  const problems: string[] = [];
  for (const key of ['apiVersion', 'kind']) if (typeof value[key] !== 'string') problems.push(key);
  const { metadata } = value;
  if (!isPlainObject(metadata)) return [...problems, 'metadata'];
  for (const key of metadataTexts) if (typeof metadata[key] !== 'string') problems.push(`metadata.${key}`);
  for (const [key, codec] of Object.entries(METADATA))
    if (metadata[key] !== undefined && !codec.is(metadata[key])) problems.push(`metadata.${key}`);
  return problems;
}

const wanted = (key: string): t.Type<unknown, never, unknown> =>
  ((METADATA as Record<string, unknown>)[key] ?? text) as t.Type<unknown, never, unknown>;

export const kubeObject = new t.Type<KubeObject, KubeObject, unknown>(
  'a Kubernetes object',
  isObject,
  (value, context) => {
    const json = jsonObject.validate(value, context);
    if (E.isLeft(json)) return json;
    const problems = kubeProblems(value);
    if (problems.length === 0) return t.success(value as KubeObject);
    return t.failures(
      problems.map(path => ({
        value: path.split('.').reduce<unknown>((v, key) => (isPlainObject(v) ? v[key] : undefined), value),
        context: path.split('.').reduce<t.Context>((c, key) => t.appendContext(c, key, wanted(key)), context),
      })),
    );
  },
  t.identity,
);

/** One codec an event type: `satisfies` refuses a missing one and one that is not of core's event. */
export const EVENT_CODECS = {
  CommandIssued: fields('CommandIssued', { type: word('CommandIssued'), step: count, command: text }),
  CommandCompleted: fields('CommandCompleted', { type: word('CommandCompleted'), ...result }),
  CommandRefused: fields('CommandRefused', { type: word('CommandRefused'), ...result }),
  FaultInjected: fields('FaultInjected', { type: word('FaultInjected'), fault: text }),
  Noted: fields('Noted', { type: word('Noted'), note: text }),
  ScaledUp: fields('ScaledUp', { type: word('ScaledUp'), from: number, to: number }),
  ScaledDown: fields('ScaledDown', { type: word('ScaledDown'), from: number, to: number }),
  Paused: fields('Paused', { type: word('Paused') }),
  Resumed: fields('Resumed', { type: word('Resumed') }),
  TemplateChanged: fields('TemplateChanged', { type: word('TemplateChanged'), ...changes }),
  RolledBack: fields('RolledBack', { type: word('RolledBack'), toRevision: whole, ...changes }),
  StrategyChanged: fields('StrategyChanged', { type: word('StrategyChanged'), ...changes }),
  RevisionAssigned: fields('RevisionAssigned', { type: word('RevisionAssigned'), revision: text }),
  ConditionChanged: fields('ConditionChanged', { type: word('ConditionChanged'), condition, moved: truth }),
  ConditionRemoved: fields('ConditionRemoved', { type: word('ConditionRemoved'), conditionType: text }),
  StatusReported: fields('StatusReported', {
    type: word('StatusReported'),
    counts: table(t.union([number, t.null], 'a number or null')),
  }),
  Adopted: fields('Adopted', { type: word('Adopted'), owner }),
  Released: fields('Released', { type: word('Released'), owner }),
  CreateFailed: fields('CreateFailed', { type: word('CreateFailed'), kind: text, reason: text, message: text }),
  PodScheduled: fields('PodScheduled', { type: word('PodScheduled'), node: text, at: text }),
  PodUnschedulable: fields('PodUnschedulable', { type: word('PodUnschedulable'), message: text, at: text }),
  PodAccepted: fields('PodAccepted', { type: word('PodAccepted'), hostIP: text, at: text }),
  ContainerWaiting: fields(
    'ContainerWaiting',
    { type: word('ContainerWaiting'), container: text, reason: text },
    { message: text },
  ),
  ContainerStarted: fields('ContainerStarted', { type: word('ContainerStarted'), container: text, at: text }),
  ContainerTerminated: fields(
    'ContainerTerminated',
    { type: word('ContainerTerminated'), container: text, exitCode: whole, reason: text, at: text },
    { startedAt: text },
  ),
  PodStarted: fields('PodStarted', { type: word('PodStarted'), podIP: text, at: text }),
  PodReady: fields('PodReady', { type: word('PodReady'), at: text }),
  PodUnready: fields('PodUnready', { type: word('PodUnready'), at: text }, { reason: text, message: text }),
  PodFinished: fields('PodFinished', { type: word('PodFinished'), phase: word('Succeeded', 'Failed') }),
  TerminationRequested: fields('TerminationRequested', {
    type: word('TerminationRequested'),
    at: text,
    graceSeconds: whole,
  }),
  EndpointsChanged: fields('EndpointsChanged', { type: word('EndpointsChanged'), endpoints: list(json) }),
  EventRepeated: fields('EventRepeated', { type: word('EventRepeated'), count: whole, at: text }),
  Created: fields('Created', { type: word('Created'), object: kubeObject }),
  Changed: fields('Changed', { type: word('Changed'), ...changes }),
  Deleted: fields('Deleted', { type: word('Deleted') }),
  Remembered: fields('Remembered', { type: word('Remembered'), key: text, value: json }),
} satisfies { readonly [T in EventType]: t.Type<Extract<Event, { type: T }>, unknown, unknown> };

const byType = new Map(Object.entries(EVENT_CODECS)) as unknown as ReadonlyMap<
  unknown,
  t.Type<Event, unknown, unknown>
>;

/** Any event: the codec is chosen by `type`, so an error speaks of one event and not of thirty-odd. */
export const EventCodec = new t.Type<Event, Event, unknown>(
  'an event',
  (value): value is Event => isPlainObject(value) && byType.get(value.type)?.is(value) === true,
  (value, context) => {
    if (!isPlainObject(value)) return t.failure(value, context);
    const codec = byType.get(value.type);
    return codec === undefined
      ? t.failure(
          value.type,
          context,
          `unknown event type ${JSON.stringify(value.type) ?? 'nothing'}; upgrade Playhead`,
        )
      : codec.validate(value, context);
  },
  t.identity,
);
