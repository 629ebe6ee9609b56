/** Does while nobody waits what the first visit to a place, or the first `w`, would otherwise do: some 10 ms a step. */
import type { PodGroup, Story } from '@playhead/core';

/** Between two steps: keys come in between, and a screen that is left at once has done little in vain. */
const PAUSE = 40;

/** Of a log with many revisions the last ones; their pods are tables of some 100 kB each. */
const GROUPS = 32;

/**
 * Reads what a saved story has of each revision's pods, newest first, then loads what computes why. It changes no answer.
 * @returns what ends it
 */
export function warmUp(story: Story, load: () => Promise<unknown>): () => void {
  const steps = [...warmings(story), () => void load().catch(() => undefined)];
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  const step = (): void => {
    steps[next++]?.();
    timer = next < steps.length ? setTimeout(step, PAUSE) : undefined;
  };
  timer = setTimeout(step, PAUSE);
  return () => clearTimeout(timer);
}

function warmings(story: Story): (() => unknown)[] {
  return story.workloads
    .flatMap(({ groups }) => groups)
    .sort((a, b) => b.born - a.born)
    .slice(0, GROUPS)
    .map(group => () => touch(group));
}

/** Saved series and lives are read when they are first asked. */
const touch = ({ counts, pods }: PodGroup): number =>
  Object.values(counts).reduce((sum, steps) => sum + steps.positions.length, pods.length);
