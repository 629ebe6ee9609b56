/** Taking in and letting go of what a controller manages (controller_ref_manager.go). */
import type { Decision, KubeObject, OwnerReference, RuleId } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { because } from './plan.ts';

export const controllerReference = ({ apiVersion, kind, metadata }: KubeObject): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
});

const names = (owner: KubeObject, object: KubeObject) => ({ owner: owner.metadata.name, object: object.metadata.name });

export const adopt = (owner: KubeObject, object: KubeObject, rule: RuleId): Decision => ({
  write: {
    verb: 'patch',
    key: keyOfObject(object),
    change: current => {
      const ownerReferences = [...(current.metadata.ownerReferences ?? []), controllerReference(owner)];
      return { ...current, metadata: { ...current.metadata, ownerReferences } };
    },
  },
  why: because(rule, names(owner, object)),
});

/** What is gone already needs no letting go. */
export const release = (owner: KubeObject, object: KubeObject, rule: RuleId): Decision => ({
  write: {
    verb: 'patch',
    key: keyOfObject(object),
    change: current => {
      const { ownerReferences = [], ...metadata } = current.metadata;
      const rest = ownerReferences.filter(({ uid }) => uid !== owner.metadata.uid);
      return { ...current, metadata: rest.length > 0 ? { ...metadata, ownerReferences: rest } : metadata };
    },
  },
  why: because(rule, names(owner, object)),
  refused: refusal => ({ first: [], next: refusal.code === 404 ? 'go on' : 'try again' }),
});
