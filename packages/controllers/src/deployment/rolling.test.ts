import { describe, expect, it } from 'vitest';
import { given, NOW, type Sets, sizes } from '../given.ts';
import { syncDeployment } from './sync.ts';

const amounts = (maxSurge: number | string, maxUnavailable: number | string) => ({
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge, maxUnavailable },
});

const look = (replicas: number, strategy: unknown, image: string, sets: readonly Sets[], more = {}) => {
  const { seen, subject } = given({ replicas, strategy, image, sets, ...more });
  return sizes(syncDeployment(seen, NOW, subject));
};

describe('RollingUpdate, one look at a time', () => {
  it.each([
    // 3 replicas, 25% and 25%: surge 1, unavailable 0
    ['makes the new one with the surge', 3, amounts('25%', '25%'), [{ image: 'v1', size: 3, available: 3 }], ['+ 1']],
    [
      'waits while the new one is not available: 4 - 3 - 1 = 0 may go',
      3,
      amounts('25%', '25%'),
      [
        { image: 'v1', size: 3, available: 3 },
        { image: 'v2', size: 1 },
      ],
      [],
    ],
    [
      'lets an old one go for a new one that is available: 4 - 3 - 0 = 1',
      3,
      amounts('25%', '25%'),
      [
        { image: 'v1', size: 3, available: 3 },
        { image: 'v2', size: 1, available: 1 },
      ],
      ['v1 3→2'],
    ],
    // 10 replicas, 25% and 25%: surge 3, unavailable 2
    [
      'makes 3 and lets 2 go in one look: 13 - 8 - 3 = 2',
      10,
      amounts('25%', '25%'),
      [{ image: 'v1', size: 10, available: 10 }],
      ['+ 3', 'v1 10→8'],
    ],
    [
      'fills the room under the ceiling: 13 - 11 = 2',
      10,
      amounts('25%', '25%'),
      [
        { image: 'v1', size: 8, available: 8 },
        { image: 'v2', size: 3 },
      ],
      ['v2 3→5'],
    ],
    [
      'drops the unhealthy of an unfinished version at once, the oldest first: 13 - 8 - 0 = 5',
      10,
      amounts(3, 2),
      [
        { image: 'v0', size: 8, available: 8 },
        { image: 'v1', size: 5 },
        { image: 'v2', size: 0 },
      ],
      ['v1 5→0'],
    ],
    [
      'makes a new one of size 0 when there is no room, and lets one go',
      3,
      amounts(0, 1),
      [{ image: 'v1', size: 3, available: 3 }],
      ['+ 0', 'v1 3→2'],
    ],
  ] as const)('%s', (_says, replicas, strategy, sets, expected) => {
    expect(look(replicas, strategy, 'v2', sets)).toEqual(expected);
  });

  it('does nothing when all is well', () => {
    const status = { replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
    expect(look(3, amounts(1, 0), 'v2', [{ image: 'v2', size: 3, available: 3 }], { status })).toEqual([]);
  });
});

describe('scaling in mid-rollout', () => {
  const annotations = {
    'deployment.kubernetes.io/max-replicas': '13',
    'deployment.kubernetes.io/desired-replicas': '10',
  };
  const stuck = [
    { image: 'v1', size: 8, available: 8, annotations },
    { image: 'v2', size: 5, annotations },
  ];
  it.each([
    // 10 → 15, surge 3: 18 allowed, 5 to add: 8 x 18 / 13 = 11.08, 5 x 18 / 13 = 6.92
    [15, ['v1 8→11', 'v2 5→7']],
    // 10 → 5: 8 allowed, 5 to take: 8 x 8 / 13 = 4.92, 5 x 8 / 13 = 3.08
    [5, ['v1 8→5', 'v2 5→3']],
    [0, ['v1 8→0', 'v2 5→0']],
  ])('10 replicas at 8 and 5, scaled to %i', (replicas, expected) => {
    expect(look(replicas, amounts(3, 2), 'v2', stuck)).toEqual(expected);
  });

  it('gives what is left over to the biggest, the newest of equals first', () => {
    const old = { 'deployment.kubernetes.io/max-replicas': '11', 'deployment.kubernetes.io/desired-replicas': '10' };
    const equals = [
      { image: 'v1', size: 5, available: 5, annotations: old },
      { image: 'v2', size: 5, available: 5, annotations: old },
    ];
    expect(look(12, amounts(1, 0), 'v2', equals)).toEqual(['v2 5→7', 'v1 5→6']);
  });

  it('paused, scales and makes nothing new', () => {
    const sets = [
      { image: 'v1', size: 3, available: 3, annotations: { 'deployment.kubernetes.io/desired-replicas': '3' } },
    ];
    expect(look(6, amounts(1, 0), 'v2', sets, { spec: { paused: true } })).toEqual(['v1 3→6']);
  });
});

describe('Recreate', () => {
  const strategy = { type: 'Recreate' };
  it('stops all the old ones first', () => {
    expect(look(3, strategy, 'v2', [{ image: 'v1', size: 3, available: 3 }])).toEqual(['v1 3→0']);
  });
  it('waits until they are gone', () => {
    expect(look(3, strategy, 'v2', [{ image: 'v1', size: 0, pods: 1 }])).toEqual([]);
  });
  it('then makes them all', () => {
    expect(look(3, strategy, 'v2', [{ image: 'v1', size: 0 }])).toEqual(['+ 3']);
  });
});
