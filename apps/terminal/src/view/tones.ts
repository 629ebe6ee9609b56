import type { Phase, PodGroup, WorkloadStory } from '@playhead/core';
import type { Tone } from '../text.ts';
import { revisionTone } from '../theme.ts';

const PHASE_TONES: Readonly<Record<Phase, Tone>> = {
  none: 'old',
  deleting: 'old',
  outage: 'bad',
  stuck: 'bad',
  failing: 'bad',
  paused: 'way',
  rolling: 'way',
  scaling: 'way',
  recovering: 'way',
  complete: 'good',
};

export const phaseTone = (phase: Phase): Tone => PHASE_TONES[phase];

/** The colour of a revision: by the order in which the groups of its workload appeared. */
export const groupTone = (workload: WorkloadStory, group: PodGroup): Tone =>
  revisionTone(workload.groups.indexOf(group));
