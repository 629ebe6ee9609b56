import type { Entry, Event, Log } from '@playhead/core';
import { MemoryLog, partsOf } from '@playhead/core';
import { parseScenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { withoutSuffixes } from './likeness.ts';
import { HAND, parityOf } from './parity.ts';

const SCENARIO = `
apiVersion: playhead.dev/v1alpha1
kind: Scenario
metadata: {name: parity}
spec:
  kubelet:
    - {pull: 100ms, start: 100ms, ready: 800ms, readyGap: 300ms, stop: 600ms}
  files:
    web.yaml:
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: a}]}
  steps:
    - kubectl: apply -f web.yaml
    - until: deployment/web complete
    - kubectl: set image deployment/web c=b
    - until: deployment/web complete
`;

function story(): Log {
  const parsed = parseScenario(SCENARIO, 'parity.yaml');
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  return simulate(parsed.right, { seed: 1 });
}

const LOG = story();

/** The log with something else in the place of one entry, or put in after it. */
function edited(edit: (entry: Entry) => readonly Partial<Entry>[]): Log {
  const entries: Entry[] = [];
  for (let position = 1; position <= LOG.length; position++)
    for (const change of edit(LOG.entry(position)))
      entries.push({ ...LOG.entry(position), ...change, position: entries.length + 1 });
  return new MemoryLog(LOG.header, entries);
}

const find = (is: (entry: Entry) => boolean): Entry => {
  for (let position = 1; position <= LOG.length; position++) if (is(LOG.entry(position))) return LOG.entry(position);
  throw new Error('no such entry');
};
const kindOf = ({ subject }: Entry) => (subject === undefined ? '' : partsOf(subject).kind);
const scaled = find(entry => entry.events.some(e => e.type === 'ScaledDown') && kindOf(entry) === 'ReplicaSet');

describe('a rollout that our own controllers made', () => {
  test('is the same in every write', () => {
    const { score, writes } = parityOf(LOG);
    expect(writes.filter(({ sign }) => sign !== 'same')).toEqual([]);
    expect(writes.length).toBeGreaterThan(30);
    expect(score).toBe(1);
  });

  test('counts no command, no kubelet and no scheduler', () => {
    const actors = new Set(parityOf(LOG).writes.map(({ actor }) => actor));
    expect([...actors].sort()).toEqual(['deployment-controller', 'replicaset-controller']);
  });
});

describe('what is not as it would be', () => {
  /** 3 → 2 in the place of what the Deployment asks for: its fields are told. */
  test('another size is found, with both', () => {
    const { to } = scaled.events.find(e => e.type === 'ScaledDown') as Extract<Event, { type: 'ScaledDown' }>;
    const log = edited(entry =>
      entry === scaled
        ? [{ events: entry.events.map(e => (e.type === 'ScaledDown' ? { ...e, to: to - 1 } : e)) }]
        : [{}],
    );
    const found = parityOf(log).writes.find(({ position }) => position === scaled.position);
    expect(found?.sign).toBe('otherwise');
    expect(found?.differs).toContain(`spec.replicas: ${to === 1 ? 'none' : to - 1}, ours ${to}`);
  });

  test('other words of an Event are found', () => {
    const said = find(e => e.events.some(event => event.type === 'Created' && event.object.kind === 'Event'));
    const log = edited(entry =>
      entry === said
        ? [
            {
              events: entry.events.map(e =>
                e.type === 'Created' ? { ...e, object: { ...e.object, message: 'Ha' } } : e,
              ),
            },
          ]
        : [{}],
    );
    expect(parityOf(log).writes.find(({ position }) => position === said.position)?.sign).toBe('otherwise');
  });

  test('a ReplicaSet scaled by a user is a hand on the cluster', () => {
    const hand: Partial<Entry> = { actor: 'kubectl scale', events: [{ type: 'ScaledUp', from: 0, to: 7 }] };
    const last = LOG.length;
    const log = edited(entry =>
      entry.position === last ? [{}, { ...hand, subject: scaled.subject!, resourceVersion: 1_000_000 }] : [{}],
    );
    const { writes, controllers, score } = parityOf(log);
    expect(writes.filter(({ sign }) => sign !== 'same')).toMatchObject([
      { position: last + 1, actor: 'kubectl scale', key: scaled.subject, sign: 'unexplained', subject: undefined },
    ]);
    expect(controllers.get(HAND)).toEqual({ same: 0, otherwise: 0, unexplained: 1, notAsked: 0 });
    expect(score).toBe((writes.length - 1) / writes.length);
  });

  test('a pod made under a controller’s name that nothing asks for is unexplained', () => {
    const made = find(e => kindOf(e) === 'Pod' && e.events.some(event => event.type === 'Created'));
    const [created] = made.events as [Extract<Event, { type: 'Created' }>];
    const { metadata } = created.object;
    const name = metadata.name.replace(/.{5}$/, 'zzzzz');
    const object = { ...created.object, metadata: { ...metadata, name, uid: 'fourth' } };
    const subject = made.subject!.replace(/.{5}$/, 'zzzzz') as NonNullable<Entry['subject']>;
    const log = edited(entry =>
      entry.position === LOG.length
        ? [
            {},
            {
              ...made,
              time: entry.time + 5000,
              subject,
              resourceVersion: 1_000_000,
              events: [{ type: 'Created', object }],
            },
          ]
        : [{}],
    );
    expect(parityOf(log).writes.filter(({ sign }) => sign !== 'same')).toMatchObject([
      { key: subject, sign: 'unexplained' },
    ]);
  });
});

test('an entry that its watch told late is taken in the order of the server', () => {
  const first = find(entry => kindOf(entry) === 'ReplicaSet');
  const log = edited(entry => (entry === first ? [] : [{}]));
  const position = first.position + 6;
  const entries = Array.from({ length: log.length }, (_, i) => log.entry(i + 1));
  entries.splice(position, 0, { ...first, time: entries[position - 1]!.time });
  const told = new MemoryLog(
    LOG.header,
    entries.map((entry, i) => ({ ...entry, position: i + 1 })),
  );
  expect(parityOf(told).score).toBe(1);
});

test('generated ends of names are five letters; hashes stay', () => {
  expect(withoutSuffixes('Created pod: web-77bc6bd484-7rnh6')).toBe('Created pod: web-77bc6bd484-#');
  expect(withoutSuffixes('Scaled up replica set web-77bc6bd484 from 0 to 3')).toContain('web-77bc6bd484 ');
});
