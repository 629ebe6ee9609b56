import type { Scenario } from '@playhead/simulator';
import fc from 'fast-check';
import { cronJobStories, scenarioOfCronJob } from './cronJobStories.ts';
import { jobStories, scenarioOfJob } from './jobStories.ts';
import { ownedStories, scenarioOfOwned } from './ownedStories.ts';
import { scenarioOfServed, servedStories } from './servedStories.ts';
import { daemonSetStories, scenarioOfSet, statefulSetStories } from './setStories.ts';
import { scenarioOf, stories } from './stories.ts';

/** A story of any kind of controller: what holds for every log holds for its. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(
  stories(true).map(scenarioOf),
  statefulSetStories.map(scenarioOfSet),
  daemonSetStories.map(scenarioOfSet),
  jobStories.map(scenarioOfJob),
  cronJobStories.map(scenarioOfCronJob),
  servedStories.map(scenarioOfServed),
  ownedStories.map(scenarioOfOwned),
);
