import { describe, expect, it } from 'vitest';
import { given, NOW, sizes, statusOf, type World } from '../given.ts';
import { extendHistory } from './revision.ts';
import { syncDeployment } from './sync.ts';

const look = (world: World, now = NOW) => {
  const { seen, subject } = given(world);
  return syncDeployment(seen, now, subject);
};

const stalled = (reason: string, lastUpdateTime: string) => ({
  replicas: 3,
  updatedReplicas: 3,
  observedGeneration: 1,
  unavailableReplicas: 3,
  terminatingReplicas: 0,
  conditions: [
    { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
    { type: 'Progressing', status: 'True', reason, lastUpdateTime },
  ],
});

describe('the progress deadline', () => {
  const world = (lastUpdateTime: string): World => ({
    replicas: 3,
    image: 'v1',
    sets: [{ image: 'v1', size: 3 }],
    status: stalled('ReplicaSetUpdated', lastUpdateTime),
  });
  it('passes when it lies strictly before now', () => {
    // 600 s after 00:00:00 is 00:10:00, which is now: not yet
    expect(statusOf(look(world('2026-01-01T00:00:00Z')))).toBeUndefined();
    const late = statusOf(look(world('2026-01-01T00:00:00Z'), NOW + 1));
    expect(late?.status.conditions.at(-1)).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
  });
  it('is looked at again a second after it', () => {
    // last progress at 00:09:00: due at 00:19:00, in 540 s, and a second more
    expect(look(world('2026-01-01T00:09:00Z')).askAgainIn).toBe(541_000);
  });
});

describe('a second write in one look', () => {
  it('is made from the version the cache had, so that it meets a conflict', () => {
    const { decisions } = look({ replicas: 3, image: 'v2', sets: [{ image: 'v1', size: 3, available: 3 }] });
    const writes = decisions.flatMap(({ write }) => (write.verb === 'updateStatus' ? [write] : []));
    expect(writes.length).toBe(2);
    expect(new Set(writes.map(write => write.seen.metadata.resourceVersion))).toEqual(new Set(['1']));
  });
});

describe('clean-up', () => {
  it('takes the lowest revisions that are empty, once the rollout is complete', () => {
    const sets = ['v1', 'v2', 'v3', 'v4'].map(image => ({ image, size: 0 }));
    const status = { replicas: 2, updatedReplicas: 2, availableReplicas: 2, observedGeneration: 1 };
    const world = { replicas: 2, image: 'v5', status, spec: { revisionHistoryLimit: 2 } };
    const verdict = look({ ...world, sets: [...sets, { image: 'v5', size: 2, available: 2 }] });
    expect(sizes(verdict)).toEqual(['- v1', '- v2']);
  });
});

describe('the revision history', () => {
  it.each([
    ['', '1', '1'],
    ['1', '3', '1,3'],
    ['1,3', '4', '1,3,4'],
  ])('%s and %s', (history, revision, expected) => {
    expect(extendHistory(history, revision)).toBe(expected);
  });
  it('drops the oldest beyond 2,000 characters', () => {
    const long = Array.from({ length: 500 }, (_, i) => i + 100).join(',');
    const next = extendHistory(long, '600');
    expect(next?.length).toBeLessThanOrEqual(2000);
    expect(next?.startsWith('101,')).toBe(true);
    expect(next?.endsWith('599,600')).toBe(true);
  });
});
