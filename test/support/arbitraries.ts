/** Arbitrary logs for property tests: every event type, values of every JSON kind, texts that block encoding treats apart. */
import {
  type Entry,
  EVENT_TYPES,
  type Event,
  type EventType,
  type Json,
  type KubeObject,
  keyOf,
  type LogHeader,
  RULES,
  type RuleId,
} from '@playhead/core';
import fc from 'fast-check';

const time = fc
  .integer({ min: -62167219200, max: 253402300799 })
  .map(seconds => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`);
const nearTime = fc
  .integer({ min: 1767225000, max: 1767226000 })
  .map(seconds => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`);

/** Texts, and those that look like what is stored otherwise: times, uuids, versions, and near misses. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 2, arbitrary: fc.constantFrom('', 'True', 'False', 'nginx', 'Ready', 'a'.repeat(100)) },
  { weight: 1, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.uuid().map(uuid => uuid.toUpperCase()) },
  { weight: 1, arbitrary: time },
  { weight: 1, arbitrary: nearTime },
  { weight: 1, arbitrary: fc.constantFrom('2026-01-01T00:00:60Z', '2026-02-30T00:00:00Z', '2026-01-01T00:00:00.5Z') },
  { weight: 1, arbitrary: fc.integer().map(String) },
  { weight: 1, arbitrary: fc.constantFrom('007', '-0', '1e3', '9007199254740993') },
);

const key = fc.oneof(
  fc.constantFrom('type', 'status', 'reason', 'resourceVersion', 'kind', 'name', 'time', 'f:spec', '.', '0', '12'),
  fc.string({ maxLength: 6 }).filter(name => name !== '__proto__'),
);

const whole = fc.oneof(fc.integer({ min: -40, max: 200 }), fc.maxSafeInteger());
const number = fc.oneof(whole, fc.double({ noNaN: true, noDefaultInfinity: true })).map(n => (n === 0 ? 0 : n));

export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, number, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 11 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }) as fc.Arbitrary<Json>,
  ),
})).value;

const owner = fc.record(
  {
    apiVersion: text,
    kind: text,
    name: text,
    uid: fc.uuid(),
    controller: fc.boolean(),
    blockOwnerDeletion: fc.boolean(),
  },
  { requiredKeys: ['apiVersion', 'kind', 'name', 'uid'] },
);

const metadata = fc.record(
  {
    name: text,
    uid: fc.oneof(fc.uuid(), text),
    resourceVersion: fc.oneof(fc.nat().map(String), text),
    creationTimestamp: fc.oneof(nearTime, text),
    namespace: text,
    generation: fc.nat(),
    labels: fc.dictionary(key, text, { maxKeys: 3, noNullPrototype: true }),
    ownerReferences: fc.array(owner, { maxLength: 2 }),
    managedFields: fc.array(fc.dictionary(key, json, { maxKeys: 3, noNullPrototype: true }), { maxLength: 2 }),
  },
  { requiredKeys: ['name', 'uid', 'resourceVersion', 'creationTimestamp'] },
);

const object = fc
  .record(
    { apiVersion: text, kind: text, metadata, spec: json, status: json, extra: json },
    { requiredKeys: ['apiVersion', 'kind', 'metadata'] },
  )
  .map(value => value as unknown as KubeObject);

const path = fc.array(fc.oneof(key, fc.nat(12)), { maxLength: 4 });
const changes = { set: fc.array(fc.tuple(path, json), { maxLength: 3 }), unset: fc.array(path, { maxLength: 2 }) };
const result = { step: fc.nat(), command: text, exitCode: whole, stdout: text, stderr: text };
const condition = fc.record(
  {
    type: text,
    status: fc.constantFrom('True', 'False', 'Unknown'),
    reason: text,
    message: text,
    lastTransitionTime: nearTime,
    lastUpdateTime: nearTime,
    lastProbeTime: fc.constant(null),
    observedGeneration: fc.nat(),
  },
  { requiredKeys: ['type', 'status'] },
);

type Fields = Record<string, fc.Arbitrary<unknown>>;
const FIELDS: { readonly [T in EventType]: { readonly must: Fields; readonly may?: Fields } } = {
  CommandIssued: { must: { step: fc.nat(), command: text } },
  CommandCompleted: { must: result },
  CommandRefused: { must: result },
  FaultInjected: { must: { fault: text } },
  Noted: { must: { note: text } },
  ScaledUp: { must: { from: number, to: number } },
  ScaledDown: { must: { from: number, to: number } },
  Paused: { must: {} },
  Resumed: { must: {} },
  TemplateChanged: { must: changes },
  RolledBack: { must: { toRevision: whole, ...changes } },
  StrategyChanged: { must: changes },
  RevisionAssigned: { must: { revision: text } },
  ConditionChanged: { must: { condition, moved: fc.boolean() } },
  ConditionRemoved: { must: { conditionType: text } },
  StatusReported: {
    must: { counts: fc.dictionary(key, fc.oneof(number, fc.constant(null)), { maxKeys: 4, noNullPrototype: true }) },
  },
  Adopted: { must: { owner } },
  Released: { must: { owner } },
  CreateFailed: { must: { kind: text, reason: text, message: text } },
  PodScheduled: { must: { node: text, at: nearTime } },
  PodUnschedulable: { must: { message: text, at: text } },
  PodAccepted: { must: { hostIP: text, at: nearTime } },
  ContainerWaiting: { must: { container: text, reason: text }, may: { message: text } },
  ContainerStarted: { must: { container: text, at: nearTime } },
  ContainerTerminated: {
    must: { container: text, exitCode: whole, reason: text, at: nearTime },
    may: { startedAt: text },
  },
  PodStarted: { must: { podIP: text, at: nearTime } },
  PodReady: { must: { at: nearTime } },
  PodUnready: { must: { at: nearTime }, may: { reason: text, message: text } },
  PodFinished: { must: { phase: fc.constantFrom('Succeeded', 'Failed') } },
  TerminationRequested: { must: { at: nearTime, graceSeconds: whole } },
  EndpointsChanged: { must: { endpoints: fc.array(json, { maxLength: 12 }) } },
  EventRepeated: { must: { count: whole, at: nearTime } },
  Created: { must: { object } },
  Changed: { must: changes },
  Deleted: { must: {} },
  Remembered: { must: { key: text, value: json } },
};

/** An event of this type. */
export const eventOf = (type: EventType): fc.Arbitrary<Event> => {
  const { must, may = {} } = FIELDS[type];
  const requiredKeys = ['type', ...Object.keys(must)];
  return fc.record({ type: fc.constant(type), ...must, ...may }, {
    requiredKeys,
  } as never) as unknown as fc.Arbitrary<Event>;
};

export const event: fc.Arbitrary<Event> = fc.constantFrom(...EVENT_TYPES).chain(eventOf);

const part = fc.string({ maxLength: 8 }).filter(name => !name.includes('/'));
const receipt = fc.record({
  rule: fc.constantFrom(...(Object.keys(RULES) as RuleId[])),
  inputs: fc.dictionary(key, fc.oneof(number, text), { maxKeys: 4, noNullPrototype: true }),
});

const written = fc.record(
  {
    later: fc.oneof(fc.nat(5), fc.nat(100_000)),
    actor: text,
    back: fc.nat(),
    why: receipt,
    subject: fc.tuple(fc.constantFrom('Pod', 'ReplicaSet', 'Event'), part, part).map(parts => keyOf(...parts)),
    resourceVersion: fc.nat(),
    events: fc.array(event, { maxLength: 3 }),
  },
  { requiredKeys: ['later', 'actor', 'back', 'events'] },
);

/** Entries that follow each other as a log's do; they need not fold. */
export const entries = (options: { readonly maxLength?: number } = {}): fc.Arbitrary<readonly Entry[]> =>
  fc.array(written, { minLength: 1, maxLength: options.maxLength ?? 12 }).map(list => {
    let now = 0;
    return list.map(({ later, back, ...rest }, i): Entry => {
      now += later;
      return { position: i + 1, time: now, cause: back % (i + 1), ...rest };
    });
  });

export const header: fc.Arbitrary<LogHeader> = fc.record(
  {
    start: fc.integer({ min: 1767225600000, max: 1767225700000 }),
    origin: fc.constantFrom('simulated', 'recorded'),
    writer: text,
    name: text,
    seed: fc.nat(),
    timeZone: fc.constantFrom('UTC', 'Europe/Zurich'),
  },
  { requiredKeys: ['start', 'origin', 'writer', 'name'] },
);
