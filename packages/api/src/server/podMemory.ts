import type { KubeObject } from '@playhead/core';

/**
 * Pods made from one template share its spec object, and objects are values: what the server makes of the spec is the
 * same each time, so the first pod pays for defaulting and validation and ten thousand share one spec.
 */
interface Remembered {
  readonly spec: KubeObject['spec'];
  readonly qosClass: string;
}

const made = new WeakMap<object, Remembered>();

export const rememberedPodSpec = (raw: unknown): Remembered | undefined =>
  typeof raw === 'object' && raw !== null ? made.get(raw) : undefined;

export function rememberPodSpec(raw: unknown, pod: KubeObject): void {
  if (typeof raw === 'object' && raw !== null) made.set(raw, { spec: pod.spec, qosClass: pod.status.qosClass });
}
