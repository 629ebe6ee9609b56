/** Pods go from nodes whose taints they do not tolerate (tainteviction/taint_eviction.go). */
import type { Decision, KubeObject, ObjectKey, Pod, Receipt, Verdict } from '@playhead/core';
import { keyOf } from '@playhead/core';
import { because, say } from '../plan.ts';
import { type Taint, tolerationOf } from '../scheduler/taints.ts';
import { type Instant, type Seen, timestamp } from '../seen.ts';

const COMPONENT = 'taint-eviction-controller';

export const evictingTaints = (node: KubeObject | undefined): readonly Taint[] =>
  ((node?.spec?.taints ?? []) as readonly Taint[]).filter(({ effect }) => effect === 'NoExecute');

/**
 * At once where a taint is not tolerated; else after the shortest time that what tolerates them allows, counted from when
 * it was first seen, which is remembered.
 */
export function syncTaintedPod(seen: Seen, now: Instant, subject: ObjectKey): Verdict {
  const pod = seen.get(subject) as Pod | undefined;
  if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return { decisions: [] };
  const key = `taint-eviction/${pod.metadata.uid}`;
  const due = seen.memory(key) as number | undefined;
  const forget: Decision[] =
    due === undefined
      ? []
      : [{ write: { verb: 'remember', key, value: null }, why: because('taint.stay', { pod: pod.metadata.name }) }];
  const taints = evictingTaints(seen.get(keyOf('Node', '', pod.spec.nodeName ?? '')));
  if (taints.length === 0) return { decisions: forget };
  const stay = toleratedFor(pod, taints);
  if (stay === Number.POSITIVE_INFINITY) return { decisions: forget };
  const at = stay <= 0 ? now : (due ?? now + stay);
  const why = because('taint.evict', {
    pod: pod.metadata.name,
    node: pod.spec.nodeName ?? '',
    taints: taints.map(({ key: name, value = '' }) => (value === '' ? name : `${name}=${value}`)).join(', '),
    seconds: stay <= 0 ? 0 : stay / 1000,
  });
  if (at > now) {
    const remember: Decision[] = due === undefined ? [{ write: { verb: 'remember', key, value: at }, why }] : [];
    return { decisions: remember, timers: [at - now] };
  }
  return { decisions: [...forget, ...evict(pod, subject, now, why)] };
}

/** Milliseconds; 0 where one is not tolerated, infinite where all are and none for a time. */
function toleratedFor(pod: Pod, taints: readonly Taint[]): number {
  const used = taints.map(taint => tolerationOf(pod.spec, taint));
  if (used.includes(undefined)) return 0;
  const seconds = used.flatMap(toleration => toleration?.tolerationSeconds ?? []);
  return seconds.length === 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.min(...seconds)) * 1000;
}

function evict(pod: Pod, key: ObjectKey, now: Instant, why: Receipt): Decision[] {
  const { name, namespace, uid } = pod.metadata;
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastTransitionTime: timestamp(now),
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  };
  const marked = (current: KubeObject): KubeObject => {
    const others = ((current.status?.conditions ?? []) as readonly { type: string }[]).filter(
      ({ type }) => type !== condition.type,
    );
    return { ...current, status: { ...current.status, conditions: [...others, condition] } };
  };
  const gone = () => ({ first: [], next: 'stop' as const });
  return [
    say(pod, COMPONENT, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${namespace}/${name}`, why),
    { write: { verb: 'updateStatus', seen: pod, object: marked(pod) }, why, refused: gone },
    { write: { verb: 'delete', key, uid }, why, refused: gone },
  ];
}
