import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Entry, keyOf, type LogHeader, MemoryLog } from '@playhead/core';
import { describeError, encodeRecording, readRecording, SCHEMA, type Schema } from '@playhead/recording';
import fc from 'fast-check';
import { isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { entries, header } from '../support/arbitraries.ts';

const TESTDATA = fileURLToPath(new URL('../../packages/recording/testdata/', import.meta.url));

const open = (bytes: Uint8Array, schema: Schema) => {
  const opened = readRecording(bytes, { schema });
  if (isLeft(opened)) throw new Error(describeError(opened.left));
  return opened.right;
};
const all = (bytes: Uint8Array, schema: Schema): Entry[] => {
  const { log, damage } = open(bytes, schema);
  expect(damage).toBeUndefined();
  return Array.from({ length: log.length }, (_, i) => log.entry(i + 1));
};

/** What `schema-1.rollout` holds: one event of each of the three layers, and one of each way to write a value. */
const HEADER: LogHeader = {
  start: Date.UTC(2026, 0, 1),
  origin: 'simulated',
  writer: 'playhead 0.1.0',
  name: 'schema-1',
  seed: 7,
};
const PODS = ['a', 'b'].map(name => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'web',
    uid: `0f8fad5b-d9cb-469f-a165-70867728950${name}`,
    resourceVersion: '12',
    creationTimestamp: '2026-01-01T00:00:01Z',
    labels: { app: 'web', 'pod-template-hash': '5d4f8c' },
  },
  spec: { containers: [{ name: 'c', image: 'c:1', resources: { limits: { cpu: '500m' } } }], priority: 0.5 },
  status: { phase: 'Pending', codes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
}));
const ENTRIES: readonly Entry[] = [
  {
    position: 1,
    time: 0,
    actor: 'user',
    cause: 0,
    events: [{ type: 'CommandIssued', step: 0, command: 'kubectl apply' }],
  },
  ...PODS.map(
    (object, i): Entry => ({
      position: i + 2,
      time: 1004,
      actor: 'replicaset-controller',
      cause: 1,
      why: { rule: 'command', inputs: { want: 2, image: 'c:1' } },
      subject: keyOf('Pod', 'web', object.metadata.name),
      resourceVersion: 12 + i,
      events: [{ type: 'Created', object }],
    }),
  ),
  {
    position: 4,
    time: 1500,
    actor: 'kubelet node-0',
    cause: 2,
    subject: keyOf('Pod', 'web', 'a'),
    resourceVersion: 15,
    events: [
      { type: 'PodAccepted', hostIP: '10.0.0.1', at: '2026-01-01T00:00:01Z' },
      { type: 'Changed', set: [[['metadata', 'note'], 'π']], unset: [['spec', 'priority']] },
    ],
  },
  { position: 5, time: 1500, actor: 'user', cause: 0, events: [{ type: 'Remembered', key: 'k', value: [null, true] }] },
];

describe('law 7: old recordings replay for ever', () => {
  test('each schema version keeps a recording made by it, and each older one has its upcast', () => {
    const versions = Array.from({ length: SCHEMA.version }, (_, i) => i + 1);
    expect(
      readdirSync(TESTDATA)
        .filter(name => name.startsWith('schema-'))
        .sort(),
    ).toEqual(versions.map(version => `schema-${version}.rollout`));
    expect(SCHEMA.upcasts.map(upcast => upcast.from)).toEqual(versions.slice(0, -1));
  });

  test('schema 1 is read as it was written', () => {
    const kept = readFileSync(`${TESTDATA}schema-1.rollout`);
    expect(open(kept, SCHEMA).log.header).toEqual(HEADER);
    expect(all(kept, SCHEMA)).toEqual(ENTRIES);
  });

  /** Two versions that do not exist yet: one renames an event and a field, the next gives the header another name. */
  const later: Schema = {
    version: SCHEMA.version + 2,
    upcasts: [
      ...SCHEMA.upcasts,
      {
        from: SCHEMA.version,
        entry: entry => {
          const { events, ...rest } = entry as Entry;
          const renamed = events.map(e => (e.type === 'Noted' ? { type: 'FaultInjected', fault: e.note } : e));
          return { ...rest, events: renamed };
        },
      },
      {
        from: SCHEMA.version + 1,
        header: value => ({ ...(value as LogHeader), name: `was ${(value as LogHeader).name}` }),
        entry: entry => ({ ...(entry as Entry), actor: `by ${(entry as Entry).actor}` }),
      },
    ],
  };

  test('upcasts are applied in order, to the header and to each entry', () => {
    fc.assert(
      fc.property(header, entries(), (head, list) => {
        const bytes = encodeRecording(new MemoryLog(head, list), { blockEntries: 5 });
        expect(open(bytes, later).log.header).toEqual({ ...head, name: `was ${head.name}` });
        expect(all(bytes, later)).toEqual(
          list.map(entry => ({
            ...entry,
            actor: `by ${entry.actor}`,
            events: entry.events.map(e => (e.type === 'Noted' ? { type: 'FaultInjected', fault: e.note } : e)),
          })),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('what an upcast makes is held to the codec', () => {
    const wrong: Schema = {
      version: 2,
      upcasts: [{ from: 1, entry: entry => ({ ...(entry as Entry), cause: 'none' }) }],
    };
    const { log, damage } = open(readFileSync(`${TESTDATA}schema-1.rollout`), wrong);
    expect({ length: log.length, what: damage && describeError(damage) }).toEqual({
      length: 0,
      what: expect.stringContaining('entry @1: cause: expected a whole number, 0 or more, got "none"'),
    });
  });

  test('a version without its upcast is a mistake that shows', () => {
    const kept = readFileSync(`${TESTDATA}schema-1.rollout`);
    expect(() => open(kept, { version: 3, upcasts: [] })).toThrow('no upcast from schema 1');
  });
});
