/** Objects that a controller makes from its template, and the pods it counts as its own. */
import { selectorMatches } from '@playhead/api';
import type { KubeObject, LabelSelector, ObjectMeta, Pod, PodTemplate, RuleId } from '@playhead/core';
import { controllerOf } from '@playhead/core';
import { adopt, controllerReference, release } from './owning.ts';
import type { Plan } from './plan.ts';
import type { Seen } from './seen.ts';

/** Of an object that is to be made: the API server fills in the rest. */
export const newMeta = (namespace: string | undefined, more: Partial<ObjectMeta>): ObjectMeta => ({
  name: '',
  namespace: namespace ?? '',
  uid: '',
  resourceVersion: '',
  creationTimestamp: '',
  ...more,
});

/** The pod that a template asks for; the API server makes up the end of its name (GetPodFromTemplate). */
export function podFrom(owner: KubeObject, template: PodTemplate): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: newMeta(owner.metadata.namespace, {
      generateName: `${owner.metadata.name}-`,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    }),
    spec: template.spec,
    status: {},
  };
}

type Owner = KubeObject & { readonly spec: { readonly selector: LabelSelector } };

/**
 * The pods that are an owner's, whatever their phase. Those of its own that it no longer selects are let go, those of
 * nobody that it selects are taken in; one that is asked to go itself does neither (ClaimPods).
 */
export function claimPods(
  seen: Seen,
  owner: Owner,
  plan: Plan,
  rules: { readonly adopt: RuleId; readonly release: RuleId },
  isMember: (pod: Pod) => boolean = () => true,
): Pod[] {
  const { uid, namespace, deletionTimestamp } = owner.metadata;
  const matches = (pod: Pod) => selectorMatches(owner.spec.selector, pod.metadata.labels ?? {}) && isMember(pod);
  const claimed: Pod[] = [];
  for (const pod of seen.dependents(uid, 'Pod') as Pod[]) {
    if (controllerOf(pod)?.uid !== uid) continue;
    if (matches(pod)) claimed.push(pod);
    else if (deletionTimestamp === undefined) plan.do(release(owner, pod, rules.release));
  }
  if (deletionTimestamp !== undefined) return claimed;
  for (const pod of seen.pods.orphans(namespace ?? '')) {
    if (!matches(pod)) continue;
    plan.do(adopt(owner, pod, rules.adopt));
    claimed.push(pod);
  }
  return claimed;
}
