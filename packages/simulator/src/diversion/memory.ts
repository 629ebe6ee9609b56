/**
 * What controllers remember, told from a recording: it holds objects, and of what its controllers kept in their heads only
 * the traces. An autoscaler's proposals stand in its status, how often a thing was said in the Kubernetes Events.
 */
import type { AutoscalerMemory } from '@playhead/controllers';
import { autoscalerMemory } from '@playhead/controllers';
import type { ClusterView, Json, KubeObject, KubernetesEvent, LogTime } from '@playhead/core';
import { conditionOf } from '@playhead/core';
import { remembered } from '../eventRecorder.ts';
import type { History } from './history.ts';

export interface Memory {
  readonly key: string;
  readonly value: Json;
}

/** Longer ago than this nothing that an autoscaler did counts any more, unless its behaviour says otherwise. */
const LONGEST = 3_600_000;

/** @param start milliseconds since the Unix epoch at time 0; @param now milliseconds since then */
export function memoriesOf(state: ClusterView, history: History, start: number, now: LogTime): Memory[] {
  const found: Memory[] = [];
  const add = (key: string, value: Json): void => {
    if (state.memory(key) === undefined) found.push({ key, value });
  };
  for (const [key, said] of history.autoscalers)
    if (state.get(key) !== undefined) add(autoscalerMemory(key), autoscalerOf(said, start, now) as unknown as Json);
  const events = state.list('Event') as KubernetesEvent[];
  for (const [key, value] of remembered(events, start + now)) add(key, value);
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

type Said = readonly { readonly time: LogTime; readonly object: KubeObject }[];

/**
 * Each write of its status is a look, and what it wanted a proposal that stood until the next. What its target's size came
 * to be is what it was raised or lowered by.
 */
function autoscalerOf(said: Said, start: number, now: LogTime): AutoscalerMemory {
  const recent = said.filter(({ time }) => now - time <= LONGEST);
  const recommendations: { replicas: number; at: number }[] = [];
  const ups: { change: number; at: number }[] = [];
  const downs: { change: number; at: number }[] = [];
  let last: string | undefined = recent[0]?.object.status?.lastScaleTime as string | undefined;
  for (const { time, object } of recent) {
    const { desiredReplicas = 0, currentReplicas = 0, lastScaleTime } = object.status ?? {};
    if (desiredReplicas > 0) recommendations.push({ replicas: desiredReplicas, at: start + time });
    if (lastScaleTime === last || lastScaleTime === undefined) continue;
    last = lastScaleTime;
    const change = desiredReplicas - currentReplicas;
    if (change > 0) ups.push({ change, at: start + time });
    if (change < 0) downs.push({ change: -change, at: start + time });
  }
  const latest = recent.at(-1)?.object;
  const isActive = latest !== undefined && conditionOf(latest, 'ScalingActive')?.status === 'True';
  return { recommendations, ups, downs, ...(isActive ? { registered: true } : {}) };
}
