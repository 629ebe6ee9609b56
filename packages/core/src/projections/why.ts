/**
 * The pane that answers `why`: a question and rows of label and sentence, in sums computed from the state at that moment.
 * Each row may hold its text in several lengths, the longest first, and the sums in full for the key `w`.
 */
import type { ObjectKey } from '../kube/key.ts';
import type { Position } from '../log/entry.ts';
import { RULES, type Rule } from '../why/rules.ts';
import { rolloutHead } from './head.ts';
import type { ServiceStory } from './serviceStory.ts';
import type { Story } from './story.ts';
import { whyBatch } from './why/batch.ts';
import { whyComplete, whyNothing, whyPaused } from './why/calm.ts';
import { whyFailing } from './why/failing.ts';
import type { WhyPane, WhyRow } from './why/pane.ts';
import { whyRolling } from './why/rolling.ts';
import { whyScaled } from './why/scaled.ts';
import { whyService } from './why/service.ts';
import { whyStuck } from './why/stuck.ts';
import type { WorkloadStory } from './workloadStory.ts';

export function whyPane(story: Story, workload: WorkloadStory, position: Position): WhyPane {
  const head = rolloutHead(story, workload, position);
  const there = head.phase !== 'none' && head.phase !== 'deleting';
  if (there && (workload.job !== undefined || workload.cron !== undefined))
    return whyBatch(story, workload, position, head);
  switch (head.phase) {
    case 'stuck':
      return whyStuck(story, workload, position, head);
    case 'outage':
    case 'failing':
    case 'recovering':
      return whyFailing(story, workload, position, head);
    case 'scaling':
      return whyScaled(story, workload, position, head) ?? whyRolling(story, workload, position, head);
    case 'rolling':
      return whyRolling(story, workload, position, head);
    case 'paused':
      return whyPaused(story, workload, position, head);
    case 'complete':
      return whyScaled(story, workload, position, head) ?? whyComplete(story, workload, position, head);
    case 'none':
    case 'deleting':
      return whyNothing(workload, head);
  }
}

/** The same of a Service; where a pod is selected, whether it is an endpoint. The way out is that of the worst workload behind it. */
export const whyServicePane = (
  story: Story,
  service: ServiceStory,
  position: Position,
  selected?: ObjectKey,
): WhyPane =>
  whyService(story, service, position, selected, workload =>
    whyPane(story, workload, position).rows.filter(row => row.command !== undefined),
  );

/** Why the entry at a position was written: the rule of its decision and the sums, as its receipt has them. */
export function receiptOf(story: Story, position: Position): WhyRow | undefined {
  if (position === 0) return undefined;
  const { why } = story.timeline.entry(position);
  if (why === undefined) return undefined;
  const rule: Rule | undefined = RULES[why.rule];
  if (rule === undefined) return undefined;
  return {
    label: 'decided',
    texts: [rule.says],
    sums: [...rule.sums(why.inputs), `${why.rule}, after ${rule.upstream}`],
  };
}
