/** Which taints of a node a pod puts up with (core/v1/toleration.go: ToleratesTaint; FindMatchingUntoleratedTaint). */
import type { PodSpec } from '@playhead/core';

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

/** A cordoned node counts as one with this taint (nodeunschedulable). */
export const CORDON: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** @param effects of the taints that matter: `NoSchedule` keeps new pods away, `NoExecute` those that run as well */
export const toleratesAll = (spec: PodSpec, taints: readonly Taint[], effects: readonly string[]): boolean =>
  taints.every(taint => !effects.includes(taint.effect) || tolerates(spec, taint));

export const tolerates = (spec: PodSpec, taint: Taint): boolean => tolerationOf(spec, taint) !== undefined;

/** The first toleration that puts up with a taint. */
export const tolerationOf = (spec: PodSpec, taint: Taint): Toleration | undefined =>
  ((spec.tolerations ?? []) as readonly Toleration[]).find(
    ({ key = '', operator = 'Equal', value = '', effect = '' }) => {
      if (effect !== '' && effect !== taint.effect) return false;
      if (key !== '' && key !== taint.key) return false;
      return operator === 'Exists' || (key !== '' && operator === 'Equal' && value === (taint.value ?? ''));
    },
  );
