import { type ClusterView, isActive, isReady, type KubeObject, keyOf, type Pod, Timeline } from '@playhead/core';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OwnedStory, ownedStories, scenarioOfOwned } from '../support/ownedStories.ts';

/** Owners may be gone for as long as the collector needs, and pods go after their grace. */
const COLLECTED_WITHIN = 5000;

const ownersOf = ({ metadata }: KubeObject): readonly string[] =>
  (metadata.ownerReferences ?? []).map(({ uid }) => uid);
const uidsOf = (view: ClusterView): ReadonlySet<string> =>
  new Set(view.kinds().flatMap(kind => view.list(kind).map(({ metadata }) => metadata.uid)));
const isEvent = ({ kind }: KubeObject): boolean => kind === 'Event';

/** Objects whose owners are all gone. */
function strays(view: ClusterView): string[] {
  const uids = uidsOf(view);
  return view
    .kinds()
    .flatMap(kind => view.list(kind))
    .filter(object => ownersOf(object).length > 0 && !ownersOf(object).some(uid => uids.has(uid)))
    .map(({ metadata }) => metadata.uid);
}

const keyOfOwner = ({ kind }: OwnedStory) => keyOf(kind, 'default', 'web');

describe('no orphaned pods', () => {
  it('what loses its owner is gone within seconds, at every position', () => {
    fc.assert(
      fc.property(ownedStories, story => {
        const since = new Map<string, number>();
        const timeline = new Timeline(simulate(scenarioOfOwned(story)));
        timeline.visit(1, timeline.length, (entry, change, view) => {
          if (change === undefined || isEvent((change.after ?? change.before)!)) return;
          const now = strays(view);
          for (const uid of now) {
            since.set(uid, since.get(uid) ?? entry.time);
            expect(entry.time - since.get(uid)!, `@${entry.position} ${uid}`).toBeLessThan(COLLECTED_WITHIN);
          }
        });
      }),
      { numRuns: 30 },
    );
  });

  it('of a deleted owner nothing is left, or, where it was orphaned, its pods are free, and taken over again', () => {
    fc.assert(
      fc.property(ownedStories, story => {
        const timeline = new Timeline(simulate(scenarioOfOwned(story)));
        const end = timeline.stateAt(timeline.length);
        const pods = end.list('Pod') as Pod[];
        const owner = end.get(keyOfOwner(story));
        expect(strays(end)).toEqual([]);
        expect(owner !== undefined).toBe(story.again);
        for (const { metadata } of pods.filter(pod => ownersOf(pod).length === 0))
          expect(story.cascade, metadata.name).toBe('orphan');
        if (story.again || story.cascade === 'orphan') return;
        const left = end.kinds().flatMap(kind => end.list(kind));
        expect(left.filter(object => !isEvent(object)).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(
          [],
        );
      }),
      { numRuns: 30 },
    );
  });

  /** But for revisions: their controller makes them anew until it sees the owner gone, as the real one does. */
  it('in the foreground the owner goes last', () => {
    fc.assert(
      fc.property(
        ownedStories.map(story => ({ ...story, cascade: 'foreground' as const, again: false })),
        story => {
          const timeline = new Timeline(simulate(scenarioOfOwned(story)));
          let gone = 0;
          timeline.visit(1, timeline.length, (_entry, change, view) => {
            if (change?.key !== keyOfOwner(story) || change.after !== undefined) return;
            gone++;
            const left = view.dependents(change.before!.metadata.uid).map(({ kind }) => kind);
            expect(left.filter(kind => kind !== 'ControllerRevision')).toEqual([]);
          });
          expect(gone).toBe(1);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('made again, it has the pods that it wants, and no pod is made in the place of one that is there', () => {
    fc.assert(
      fc.property(
        ownedStories.map(story => ({ ...story, cascade: 'orphan' as const, again: true })),
        story => {
          const timeline = new Timeline(simulate(scenarioOfOwned(story)));
          const end = timeline.stateAt(timeline.length);
          const owner = end.get(keyOfOwner(story))!;
          const own = new Set([owner.metadata.uid, ...end.dependents(owner.metadata.uid).map(o => o.metadata.uid)]);
          const pods = (end.list('Pod') as Pod[]).filter(isActive);
          const owned = pods.filter(pod => ownersOf(pod).some(uid => own.has(uid)));
          // an ordered StatefulSet makes no next pod before the one that is there is ready: kubernetes#67250
          if (story.kind === 'StatefulSet' && !owned.every(isReady)) {
            expect(owned.length).toBeLessThanOrEqual(3);
            return;
          }
          expect(owned.length).toBe(3);
          // a Job made again has a selector of its own, by its uid: it takes over nothing
          if (story.kind !== 'Job') expect(pods.length).toBe(3);
        },
      ),
      { numRuns: 20 },
    );
  });
});
