import { isActive, isServing, type KubeObject, keyOf, type Pod, Timeline } from '@playhead/core';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daemonSetStories, type SetStory, scenarioOfSet, statefulSetStories } from '../support/setStories.ts';

const NODES = 3;

const share = (amount: unknown, total: number, round: (x: number) => number): number =>
  typeof amount === 'number' ? amount : round((Number.parseInt(`${amount}`, 10) * total) / 100);

/** Told the workload and its pods at every position from its first completion until pods are killed. */
function whileRolling(story: SetStory, see: (set: KubeObject, pods: readonly Pod[], position: number) => void): number {
  const log = simulate(scenarioOfSet(story));
  const key = keyOf(story.kind, 'default', 'web');
  let [settled, killed, looks] = [false, false, 0];
  new Timeline(log).visit(1, log.length, (entry, _change, view) => {
    killed ||= !entry.actor.endsWith('-controller') && entry.events.some(({ type }) => type === 'TerminationRequested');
    const set = view.get(key);
    if (set === undefined || killed) return;
    const { status } = set;
    settled ||= (status.readyReplicas ?? -1) === set.spec.replicas || status.numberAvailable === NODES;
    if (!settled) return;
    looks++;
    see(set, view.dependents(set.metadata.uid, 'Pod') as Pod[], entry.position);
  });
  return looks;
}

describe('law 6 for StatefulSets and DaemonSets', () => {
  it('no more pods of a StatefulSet are away than maxUnavailable, rounded down and at least one', () => {
    fc.assert(
      fc.property(statefulSetStories, story => {
        const looks = whileRolling(story, (set, pods, position) => {
          const { replicas, updateStrategy } = set.spec;
          const most = Math.max(1, share(updateStrategy.rollingUpdate.maxUnavailable, replicas, Math.floor));
          expect(pods.filter(isServing).length, `@${position}`).toBeGreaterThanOrEqual(replicas - most);
        });
        expect(looks).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  });

  it('of a DaemonSet as many nodes serve as the budget says, and no node has more pods than it may', () => {
    fc.assert(
      fc.property(daemonSetStories, story => {
        const looks = whileRolling(story, (set, pods, position) => {
          const { maxSurge, maxUnavailable } = set.spec.updateStrategy.rollingUpdate;
          const surges = share(maxSurge, NODES, Math.ceil) > 0;
          const away = surges ? 0 : share(maxUnavailable, NODES, Math.ceil);
          const serving = new Set(pods.filter(isServing).map(pod => pod.spec.nodeName));
          expect(serving.size, `@${position} serving`).toBeGreaterThanOrEqual(NODES - away);
          const onNode = new Map<string, number>();
          for (const { spec } of pods.filter(isActive))
            if (spec.nodeName !== undefined) onNode.set(spec.nodeName, (onNode.get(spec.nodeName) ?? 0) + 1);
          for (const count of onNode.values()) expect(count, `@${position} pods`).toBeLessThanOrEqual(surges ? 2 : 1);
        });
        expect(looks).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  });

  it('when the faults end every story completes, its pods are its own, and its revisions are numbered once', () => {
    fc.assert(
      fc.property(fc.oneof(statefulSetStories, daemonSetStories), story => {
        const log = simulate(scenarioOfSet(story));
        const end = new Timeline(log).stateAt(log.length);
        const set = end.get(keyOf(story.kind, 'default', 'web'))!;
        const wanted = set.spec.replicas ?? NODES;
        expect(set.status.readyReplicas ?? set.status.numberReady, JSON.stringify(set.status)).toBe(wanted);
        const pods = end.list('Pod');
        expect(pods).toHaveLength(wanted);
        for (const pod of pods) expect(pod.metadata.ownerReferences?.[0]?.uid).toBe(set.metadata.uid);
        const partition = set.spec.updateStrategy.rollingUpdate.partition ?? 0;
        const newest = pods.filter(pod => pod.spec.containers[0].image === 'app:v9').length;
        expect(newest).toBe(Math.max(0, wanted - partition));
        const numbers = end.list('ControllerRevision').map(({ revision }) => revision);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
      { numRuns: 25 },
    );
  });
});
