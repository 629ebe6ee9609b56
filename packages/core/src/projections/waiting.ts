/** What a rollout waits for at a position, in one plain sentence, and whether it gets there by itself. */
import type { LogTime, Position } from '../log/entry.ts';
import { changeTitle } from './changes.ts';
import { type RolloutHead, rolloutHead, timeAt } from './head.ts';
import type { Phase } from './signs.ts';
import type { Story } from './story.ts';
import { duration, offset, plural, shortKind } from './words.ts';
import type { WorkloadStory } from './workloadStory.ts';

export interface Waiting {
  readonly phase: Phase;
  /** Nothing on its way moves it on: it needs a hand. */
  readonly stuck: boolean;
  readonly since: { readonly position: Position; readonly time: LogTime };
  /** Milliseconds. */
  readonly forMs: number;
  /** `deploy/nginx is stuck since +5.599s, for 1.0s: rev 3: 0 of 1 ready, image not found`. */
  readonly says: string;
}

const NEEDS_A_HAND: ReadonlySet<Phase> = new Set(['stuck', 'outage', 'failing', 'paused']);

export function waiting(story: Story, workload: WorkloadStory, position: Position): Waiting {
  const head = rolloutHead(story, workload, position);
  const since = sinceOf(story, head, position);
  const name = `${shortKind(workload.kind)}/${workload.name}`;
  const batch = workload.job !== undefined || workload.cron !== undefined;
  const stuck = NEEDS_A_HAND.has(head.phase) && !(batch && head.phase === 'failing');
  return {
    phase: head.phase,
    stuck,
    since,
    forMs: head.forMs,
    says: `${name} ${batch ? batchSentence(head, since.time) : sentence(workload, position, head, since.time)}`,
  };
}

function sinceOf(story: Story, head: RolloutHead, position: Position): Waiting['since'] {
  const time = timeAt(story, position) - head.forMs;
  let at = position;
  while (at > 0 && timeAt(story, at - 1) >= time) at--;
  return { position: at, time };
}

function sentence(workload: WorkloadStory, position: Position, head: RolloutHead, since: LogTime): string {
  const times = `since ${offset(since)}, for ${duration(head.forMs)}`;
  switch (head.phase) {
    case 'stuck':
      return `is stuck ${times}: ${head.waits}`;
    case 'outage':
      return `serves nobody ${times}: ${head.waits}`;
    case 'failing':
      return `serves ${head.serving} of ${head.desired} ${times}, and its pods fail: ${head.waits}`;
    case 'paused':
      return `stands still ${times}, paused${by(workload, position)}: ${head.waits}`;
    case 'recovering':
      return `serves ${head.serving} of ${head.desired} ${times}; pods are on their way: ${head.waits}`;
    case 'rolling':
    case 'scaling':
      return `is on its way ${times}: ${head.waits}`;
    case 'complete':
      return `waits for nothing: complete ${times}, ${head.serving} of ${plural(head.desired, 'pod')} serving`;
    case 'deleting':
      return `is being deleted ${times}: ${head.waits}`;
    case 'none':
      return 'does not exist here';
  }
}

/** A Job tries again by itself, until it has failed; a CronJob with its next run. */
function batchSentence(head: RolloutHead, since: LogTime): string {
  const times = `since ${offset(since)}, for ${duration(head.forMs)}`;
  switch (head.phase) {
    case 'stuck':
      return `has failed ${times}: ${head.waits}`;
    case 'failing':
      return `fails ${times}, and tries again: ${head.waits}`;
    case 'paused':
      return `is suspended ${times}: ${head.waits}`;
    case 'complete':
      return `waits for nothing ${times}: ${head.waits}`;
    case 'none':
      return 'does not exist here';
    default:
      return `${head.phase === 'deleting' ? 'is being deleted' : 'runs'} ${times}: ${head.waits}`;
  }
}

function by(workload: WorkloadStory, position: Position): string {
  const pause = workload.changes.findLast(change => change.position <= position && change.verb === 'pause');
  return pause === undefined ? '' : ` by ${changeTitle(pause)}`;
}
