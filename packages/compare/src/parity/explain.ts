/** Why one write of a recorded rollout was made: the receipt of the look of ours that leads to it. */
import type { NodeSpec } from '@playhead/controllers';
import type { Explain, Explanation, Log, Position, Timeline } from '@playhead/core';
import { AUTOSCALER, actorOf, NOT_ASKED } from './controllers.ts';
import type { ComparedWrite } from './decision.ts';
import { ReportedMetrics } from './metrics.ts';
import { nodesOf } from './nodes.ts';
import { inServerOrder } from './order.ts';
import { Walk } from './parity.ts';

/** How far around a write is walked: a look waits a second for its writes, its caches may be half a second old. */
const BEFORE_MS = 1600;
/** An autoscaler goes by what it recommended within five minutes, unless its behaviour says otherwise. */
const WINDOW_MS = 320_000;
/** One watch lags behind another as long: what the server took before may be told after. */
const AFTER_MS = 600;
/** And as many entries at most. */
const BEFORE = 1500;
const AFTER = 300;
/** A state with more pods takes too long to look at as often as it may be needed. */
const MOST_PODS = 3000;
/** A longer log is not read to its end to know the nodes, which only DaemonSets go by. */
const LONG = 50_000;

/** What of a log is asked of all of it. */
interface World {
  readonly nodes: readonly NodeSpec[];
  readonly metrics: ReportedMetrics;
}

/** Explains entries one at a time; what was asked before is not asked again. */
export function explainer(timeline: Timeline): Explain {
  const known = new Map<Position, Explanation>();
  let world: World | undefined;
  return position => {
    let explanation = known.get(position);
    if (explanation !== undefined) return explanation;
    world ??= {
      nodes: timeline.length > LONG ? [] : nodesOf(timeline.log),
      metrics: new ReportedMetrics(timeline.log),
    };
    explanation = explained(timeline, position, world);
    known.set(position, explanation);
    return explanation;
  };
}

function explained(timeline: Timeline, position: Position, world: World): Explanation {
  if (position === 0) return { how: 'outside' };
  const { actor, why, subject } = timeline.entry(position);
  if (why !== undefined) return { how: 'decided', receipt: why };
  if (subject === undefined) return { how: 'outside' };
  if (timeline.peek(position).list('Pod').length > MOST_PODS)
    return { how: 'not computed', says: `there are more than ${MOST_PODS} pods` };
  if (timeline.length > LONG && actor === 'daemonset-controller')
    return { how: 'not computed', says: `the nodes of a log of more than ${LONG} entries are not known` };
  return toldOf(compared(timeline, position, world));
}

function toldOf(write: ComparedWrite | undefined): Explanation {
  if (write === undefined) return { how: 'outside' };
  const { actor, why, subject, lookedAt, sign, differs } = write;
  if (sign === 'not asked') return { how: 'not asked', says: NOT_ASKED.get(actor) ?? '' };
  const of = subject === undefined ? {} : { subject };
  if (sign === 'same' && why !== undefined)
    return { how: 'decided', receipt: why, ...of, ...(lookedAt === undefined ? {} : { lookedAt }) };
  if (sign === 'otherwise' && why !== undefined) return { how: 'otherwise', receipt: why, ...of, differs };
  return { how: 'unexplained' };
}

/** Walks from a little before to the entry. One look makes several writes: those of its controller are compared too. */
function compared(timeline: Timeline, position: Position, { nodes, metrics }: World) {
  const { log } = timeline;
  const { actor } = log.entry(position);
  const from = edge(log, position, -1, actorOf(actor) === AUTOSCALER ? WINDOW_MS : BEFORE_MS, BEFORE);
  const to = edge(log, position, 1, AFTER_MS, AFTER);
  const walk = new Walk(log, nodes, metrics, timeline.stateAt(from - 1));
  for (const { entry, time } of inServerOrder(log, from, to)) {
    if (entry.position === position) return walk.step(entry, time);
    if (entry.actor === actor) walk.step(entry, time);
    else walk.pass(entry, time);
  }
  return undefined;
}

function edge(log: Log, position: Position, step: -1 | 1, ms: number, most: number): Position {
  const { time } = log.entry(position);
  let at = position;
  while (at + step >= 1 && at + step <= log.length && Math.abs(at + step - position) <= most) {
    if (Math.abs(log.entry(at + step).time - time) > ms) break;
    at += step;
  }
  return at;
}
