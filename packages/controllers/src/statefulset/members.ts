/** A StatefulSet's pods by ordinal: those it is to have, there or not, and those beyond them. */
import type { Pod, StatefulSet } from '@playhead/core';
import { isAvailable } from '../availability.ts';
import type { Instant } from '../seen.ts';
import { ordinalOf, partitionOf, podRevision, startOrdinal } from './identity.ts';
import type { Revisions, Version } from './revisions.ts';

export interface Member {
  readonly ordinal: number;
  readonly pod: Pod | undefined;
  /** The name of its revision; of a pod that is missing, the one it will be made of. */
  readonly revision: string;
  /** Not ready, not for long enough, asked to go, or not there. */
  readonly unavailable: boolean;
}

export interface Members {
  /** One for each ordinal wanted, in order. */
  readonly replicas: readonly Member[];
  /** Ordinals that are not wanted, highest first. */
  readonly condemned: readonly (Member & { readonly pod: Pod })[];
  /** The lowest unavailable replica, else the lowest unavailable one that is condemned. */
  readonly firstUnavailable: Member | undefined;
}

export function membersOf(set: StatefulSet, pods: readonly Pod[], revisions: Revisions, now: Instant): Members {
  const start = startOrdinal(set);
  const end = start + set.spec.replicas;
  const byOrdinal = new Map<number, Pod>();
  for (const pod of pods) byOrdinal.set(ordinalOf(set, pod)!, pod);
  const member = (ordinal: number, pod: Pod): Member & { readonly pod: Pod } => ({
    ordinal,
    pod,
    revision: podRevision(pod),
    unavailable: pod.metadata.deletionTimestamp !== undefined || !isAvailable(pod, set.spec.minReadySeconds, now),
  });
  const replicas: Member[] = [];
  for (let ordinal = start; ordinal < end; ordinal++) {
    const pod = byOrdinal.get(ordinal);
    const missing = { ordinal, pod, revision: versionOf(set, ordinal, revisions).name, unavailable: true };
    replicas.push(pod === undefined ? missing : member(ordinal, pod));
  }
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal < start || ordinal >= end)
    .sort(([a], [b]) => b - a)
    .map(([ordinal, pod]) => member(ordinal, pod));
  const isUnavailable = ({ unavailable }: Member) => unavailable;
  return { replicas, condemned, firstUnavailable: replicas.find(isUnavailable) ?? condemned.findLast(isUnavailable) };
}

/** Below the partition the current revision; without one, as many as are current (newVersionedStatefulSetPod). */
export function versionOf(set: StatefulSet, ordinal: number, { current, update }: Revisions): Version {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  const stays =
    rollingUpdate === undefined
      ? type === 'RollingUpdate' && ordinal < startOrdinal(set) + (set.status.currentReplicas ?? 0)
      : ordinal < startOrdinal(set) + partitionOf(set);
  return stays ? current : update;
}
