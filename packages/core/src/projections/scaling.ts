/** What an autoscaler read and wanted when it changed a size. */
import type { Position } from '../log/entry.ts';
import type { MetricLook } from './autoscalerStory.ts';
import type { SpecChange } from './changes.ts';
import type { Phase } from './signs.ts';
import type { WorkloadStory } from './workloadStory.ts';

/** What the autoscaler had read that made a change: it says so in its status right after. Undefined for other hands. */
export function scalingLook({ autoscaler }: WorkloadStory, change: SpecChange): MetricLook | undefined {
  if (autoscaler === undefined || !/autoscaler/.test(change.actor)) return undefined;
  const look = autoscaler.looks.find(at => at >= change.position);
  return look === undefined ? undefined : autoscaler.metric.at(look);
}

/** `2 → 6, wanted 7;  3 of 6 ready` while a change by an autoscaler is under way; else empty. */
export function scaledWords(
  workload: WorkloadStory,
  position: Position,
  phase: Phase,
  change: SpecChange | undefined,
): string {
  const sizes = /(\d+ → \d+)/.exec(change?.summary ?? '')?.[1];
  const metric = change === undefined ? undefined : scalingLook(workload, change);
  if (phase !== 'scaling' || sizes === undefined || metric === undefined) return '';
  const desired = workload.desired.at(position);
  const wanted = metric.wanted === desired ? '' : `, wanted ${metric.wanted}`;
  return `${sizes}${wanted};  ${workload.serving.at(position)} of ${desired} ready`;
}
