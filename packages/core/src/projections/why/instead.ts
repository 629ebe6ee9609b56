/** The nearest other configuration, and what it would have cost here. */
import type { Position } from '../../log/entry.ts';
import { fenceposts } from '../../why/arithmetic.ts';
import type { RolloutHead } from '../head.ts';
import type { Story } from '../story.ts';
import { plural } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import { oldOf, specOf } from './budget.ts';
import type { WhyRow } from './pane.ts';

/** Of a rollout whose new pods do not become ready. */
export function ifItWere(
  story: Story,
  workload: WorkloadStory,
  position: Position,
  head: RolloutHead,
): WhyRow | undefined {
  const texts = workload.kind === 'Deployment' ? ofDeployment(workload, position, head) : ofNodes(workload, position);
  return texts === undefined
    ? undefined
    : { label: 'if it were', texts: [texts], sums: sumsOf(story, workload, position), spare: true };
}

const failing = (count: number): string => `${plural(count, 'pod')} failing`;

/**
 * Stuck, all old ones that may go are gone and all new ones that may come are there: of R replicas with surge S and U that
 * may be unavailable R − U serve and S + U fail. With one more that may be unavailable one fewer serves and one more fails.
 * 3 replicas, surge 1, unavailable 0: 3 serve and 1 fails; with maxUnavailable 1, 2 serve and 2 fail.
 */
function ofDeployment(workload: WorkloadStory, position: Position, { desired }: RolloutHead): string | undefined {
  const fences = workload.fences.at(position);
  const group = workload.current.at(position);
  if (fences === undefined || group === undefined) return undefined;
  if (fences.recreate) {
    const { surge, unavailable } = fenceposts('25%', '25%', desired);
    return `RollingUpdate at 25%: ${desired - unavailable} of ${desired} would serve, with ${failing(Math.min(desired, surge + unavailable))}`;
  }
  const { surge, unavailable } = fences;
  const old = oldOf(workload, group, position);
  const size = group.size.at(position);
  // only where nothing else is wrong: all the old ones serve
  if (workload.serving.at(position) !== desired - unavailable) return undefined;
  if (old !== desired - unavailable || size !== Math.min(desired, surge + unavailable)) return undefined;
  // one fewer is the better; where there is none, one more tells what is saved as it is
  const other = unavailable > 0 && surge + unavailable > 1 ? unavailable - 1 : unavailable + 1;
  if (other > desired) return undefined;
  return `maxUnavailable ${other}: serving ${desired - other}, with ${failing(Math.min(desired, surge + other))}`;
}

/** A DaemonSet’s: as many nodes without a pod as may be. */
function ofNodes(workload: WorkloadStory, position: Position): string | undefined {
  const fences = workload.fences.at(position);
  if (workload.kind !== 'DaemonSet' || fences === undefined || fences.surge > 0 || fences.unavailable === 0)
    return undefined;
  const { replicas, unavailable } = fences;
  const other = unavailable > 1 ? unavailable - 1 : unavailable + 1;
  if (other > replicas || workload.serving.at(position) !== replicas - unavailable) return undefined;
  return `maxUnavailable ${other}: serving ${replicas - other}, with ${failing(other)}`;
}

function sumsOf(story: Story, workload: WorkloadStory, position: Position): string[] {
  const spec = specOf(story, workload, position);
  const strategy = spec?.strategy ?? spec?.updateStrategy;
  const now = strategy?.rollingUpdate?.maxUnavailable;
  return now === undefined ? [] : [`now maxUnavailable is ${now}`];
}
