import { AutoscalerStory } from './autoscalerStory.ts';
import { JobSeries, TrackedCron } from './batchSeries.ts';
import { TrackedGroup } from './podGroup.ts';
import { ServiceStory, TrafficSeries } from './serviceStory.ts';
import { TrackedWorkload } from './workloadStory.ts';

/**
 * What a story is made of besides plain values, lists, maps and series: for whoever saves one. `without` are fields that
 * only the pass over the log needs; a private field is never needed after it. A file tells them by their place: append
 * only.
 */
export const STORY_PARTS: readonly {
  readonly made: { readonly prototype: object };
  readonly without: readonly string[];
}[] = [
  { made: TrackedWorkload, without: ['object', 'settled', 'onlyScaled', 'readTo'] },
  // the pods are thousands, and saved by themselves
  { made: TrackedGroup, without: ['template', 'pods'] },
  { made: ServiceStory, without: [] },
  { made: TrafficSeries, without: [] },
  { made: AutoscalerStory, without: [] },
  { made: JobSeries, without: [] },
  { made: TrackedCron, without: [] },
];
