/** Why an autoscaler set this size and no other: what it saw, what held it, and when it looks again. */
import type { Condition, KubeObject } from '../../kube/object.ts';
import type { Position } from '../../log/entry.ts';
import type { AutoscalerStory, MetricLook } from '../autoscalerStory.ts';
import { type RolloutHead, timeAt } from '../head.ts';
import type { Story } from '../story.ts';
import { offset } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { rows } from './parts.ts';
import { noAlarm } from './slack.ts';

/** One look of an autoscaler, as its own status has it. */
interface Look {
  readonly position: Position;
  readonly metric: MetricLook;
  readonly object: KubeObject;
  /** The size that it looked at, and the one that it chose. */
  readonly size: number;
  readonly chosen: number;
}

/** Undefined where the last change was not an autoscaler's, or no look of it was recorded. */
export function whyScaled(
  story: Story,
  workload: WorkloadStory,
  position: Position,
  head: RolloutHead,
): WhyPane | undefined {
  const { autoscaler } = workload;
  const change = head.change;
  if (autoscaler === undefined || change === undefined || !/autoscaler/.test(change.actor)) return undefined;
  const look = lookAt(story, autoscaler, position, change.position);
  if (look === undefined) return whyBounded(story, workload, autoscaler, position, head);
  const { metric, chosen } = look;
  return {
    question: metric.wanted === chosen ? `why ${chosen}?` : `why ${chosen}, and not ${metric.wanted}?`,
    rows: rows(
      { label: 'wanted', texts: wantedWords(look), sums: ['after replica_calculator.go GetResourceReplicas'] },
      allowed(story, workload, look),
      then(story, workload, autoscaler, Math.max(position, look.position)),
      noAlarm(workload, position, head),
      wayBack(story, workload, look, position),
    ),
  };
}

/**
 * A size outside minReplicas and maxReplicas is put right before any metric is read, by no policy and no window. Undefined
 * where that was not so. Source: horizontal.go `reconcileAutoscaler`.
 */
function whyBounded(
  story: Story,
  workload: WorkloadStory,
  autoscaler: AutoscalerStory,
  position: Position,
  head: RolloutHead,
): WhyPane | undefined {
  const seen = statusAt(story, autoscaler, position, head.change!.position);
  if (seen === undefined) return undefined;
  const { size, chosen } = seen;
  const [least, most] = [autoscaler.least.at(seen.position), autoscaler.most.at(seen.position)];
  const [name, side] = size < least ? (['minReplicas', 'below'] as const) : (['maxReplicas', 'above'] as const);
  if (chosen !== (size < least ? least : size > most ? most : undefined)) return undefined;
  return {
    question: `why ${chosen}?`,
    rows: rows(
      {
        label: 'wanted',
        texts: [
          `${size} is ${side} ${name} ${chosen}; no metric is read outside ${least}–${most}`,
          `${size} is ${side} ${name} ${chosen}`,
        ],
        sums: ['after horizontal.go reconcileAutoscaler'],
      },
      { label: 'allowed', texts: [`${chosen} = ${name}, at once: no policy and no window holds it`] },
      then(story, workload, autoscaler, Math.max(position, seen.position)),
      noAlarm(workload, position, head),
      side === 'below'
        ? { label: 'way back', texts: [`to fewer than ${chosen} only with a lower minReplicas`] }
        : { label: 'way back', texts: [`to more than ${chosen} only with a higher maxReplicas`] },
    ),
  };
}

/** In one row, for a workload whose last change was another's: what its autoscaler makes of it. */
export function autoscaled(story: Story, { autoscaler }: WorkloadStory, position: Position): WhyRow | undefined {
  if (autoscaler?.exists.at(position) !== true) return undefined;
  const name = `hpa/${autoscaler.name}`;
  const blind = autoscaler.conditions.get('ScalingActive')?.at(position);
  if (blind?.status === 'False') return { label: 'size', texts: [`${name} cannot tell: ${blind.reason ?? 'unknown'}`] };
  const look = lookAt(story, autoscaler, position, 0);
  return look === undefined
    ? undefined
    : { label: 'size', texts: wantedWords(look).map(text => `${name}: ${text}`), spare: true };
}

/** One that read a metric. */
function lookAt(story: Story, autoscaler: AutoscalerStory, position: Position, change: Position): Look | undefined {
  const seen = statusAt(story, autoscaler, position, change);
  const metric = seen && autoscaler.metric.at(seen.position);
  return seen === undefined || metric === undefined ? undefined : { ...seen, metric };
}

/** The last look here; where a change was made by one whose words follow it, that one. */
function statusAt(
  story: Story,
  autoscaler: AutoscalerStory,
  position: Position,
  change: Position,
): Omit<Look, 'metric'> | undefined {
  const { looks } = autoscaler;
  const last = looks.findLast(look => look <= position);
  const found = last !== undefined && last >= change ? last : looks.find(look => look >= change);
  if (found === undefined) return undefined;
  const object = story.timeline.peek(found).get(autoscaler.key);
  const status = object?.status;
  if (object === undefined || typeof status?.currentReplicas !== 'number') return undefined;
  const chosen = typeof status.desiredReplicas === 'number' ? status.desiredReplicas : status.currentReplicas;
  return { position: found, object, size: status.currentReplicas, chosen };
}

const trim = (value: number): string => String(Math.round(value * 100) / 100);

/** A measure or a target in three digits: of 235m the sum needs 0.235, since 2 × 0.24 ÷ 0.1 would be 4.8 and not 4.7. */
const measure = (value: number): string => (value < 10 ? String(Number(value.toPrecision(3))) : trim(value));

interface Policy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

interface Rules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';
  readonly policies?: readonly Policy[];
  /** A quantity. */
  readonly tolerance?: string | number;
}

const rulesOf = ({ spec }: KubeObject, way: 'scaleUp' | 'scaleDown'): Rules => spec?.behavior?.[way] ?? {};

/** `ceil(2 × 160 ÷ 50) = ceil(6.4) = 7;  3.20 is outside 0.90–1.10`. */
function wantedWords({ metric, object, size }: Look): string[] {
  const { seen, target, unit, wanted } = metric;
  const ratio = seen / target;
  const tolerance = Number(rulesOf(object, ratio > 1 ? 'scaleUp' : 'scaleDown').tolerance ?? 0.1);
  const within = 1 - tolerance <= ratio && ratio <= 1 + tolerance;
  const range = `${(1 - tolerance).toFixed(2)}–${(1 + tolerance).toFixed(2)}`;
  if (within || wanted === size) {
    const why = within ? `is inside ${range}` : `of ${size} is ${size} again`;
    return [
      `${metric.name} ${measure(seen)}${unit} of ${measure(target)}${unit}: ${ratio.toFixed(2)} ${why}: ${size} ${size === 1 ? 'stays' : 'stay'}`,
      `${ratio.toFixed(2)} ${why}: ${size} ${size === 1 ? 'stays' : 'stay'}`,
    ];
  }
  const sum = `ceil(${size} × ${measure(seen)} ÷ ${measure(target)}) = ceil(${trim(size * ratio)}) = ${wanted}`;
  return [`${sum};  ${ratio.toFixed(2)} is outside ${range}`, sum];
}

/** What kept it from what it wanted; undefined where nothing did. */
function allowed(story: Story, workload: WorkloadStory, look: Look): WhyRow | undefined {
  const { object, chosen } = look;
  const conditions = (object.status?.conditions ?? []) as readonly Condition[];
  const said = (type: string): Condition | undefined => conditions.find(condition => condition.type === type);
  const limited = said('ScalingLimited');
  const reason = limited?.status === 'True' ? (limited.reason ?? '') : '';
  const row = (...texts: string[]): WhyRow => ({
    label: 'allowed',
    texts,
    sums: ['after horizontal.go normalizeDesiredReplicasWithBehaviors'],
  });
  if (reason === 'TooManyReplicas') return row(`${chosen} = maxReplicas`);
  if (reason === 'TooFewReplicas') return row(`${chosen} = minReplicas`);
  if (reason === 'ScaleUpLimit' || reason === 'ScaleDownLimit') {
    const sum = policySum(story, workload, look, reason === 'ScaleUpLimit' ? 'scaleUp' : 'scaleDown');
    return sum === undefined
      ? row(`${chosen}: more at once is not allowed  (${reason})`)
      : row(`${chosen} = ${sum}  (${reason})`, `${chosen} = ${sum}`, `${chosen}  (${reason})`);
  }
  const able = said('AbleToScale')?.reason;
  if (able === 'ScaleDownStabilized')
    return row(
      `${chosen}: the highest wish of the last ${windowOf(object, 'scaleDown')}s holds it  (scaleDown window)`,
    );
  if (able === 'ScaleUpStabilized')
    return row(`${chosen}: the lowest wish of the last ${windowOf(object, 'scaleUp')}s holds it  (scaleUp window)`);
  return undefined;
}

/** As the API server defaults it. */
const windowOf = (object: KubeObject, way: 'scaleUp' | 'scaleDown'): number =>
  rulesOf(object, way).stabilizationWindowSeconds ?? (way === 'scaleDown' ? 300 : 0);

/** `the larger of 2 + 4 pods and 2 + 100%, in 15s`; undefined where the sum does not come out at what was chosen. */
function policySum(
  story: Story,
  workload: WorkloadStory,
  look: Look,
  way: 'scaleUp' | 'scaleDown',
): string | undefined {
  const { policies = [], selectPolicy = 'Max' } = rulesOf(look.object, way);
  const up = way === 'scaleUp';
  if (look.object.spec?.behavior === undefined)
    // horizontal.go calculateScaleUpLimit: twice as many, or 4
    return up && look.chosen === Math.max(2 * look.size, 4) ? `the larger of 2 × ${look.size} and 4` : undefined;
  const results: number[] = [];
  const words = policies.map(({ type, value, periodSeconds }) => {
    const start = look.size + (up ? -1 : 1) * scaledWithin(story, workload, look, periodSeconds, up);
    const share = type === 'Percent' ? (start * value) / 100 : value;
    // horizontal.go calculateScaleUpLimitWithScalingRules rounds up, calculateScaleDownLimitWithBehaviors cuts off
    results.push(up ? Math.ceil(start + share) : Math.trunc(start - share));
    return `${start} ${up ? '+' : '−'} ${value}${type === 'Percent' ? '%' : value === 1 ? ' pod' : ' pods'}`;
  });
  const larger = (selectPolicy === 'Max') === up;
  if ((larger ? Math.max(...results) : Math.min(...results)) !== look.chosen) return undefined;
  const periods = [...new Set(policies.map(policy => policy.periodSeconds))];
  const time = periods.length === 1 ? `, in ${periods[0]}s` : '';
  return words.length === 1
    ? `${words[0]}${time}`
    : `the ${larger ? 'larger' : 'smaller'} of ${words.join(' and ')}${time}`;
}

/** How many pods the autoscaler added, or took away, within a period before the look's own change. */
function scaledWithin(story: Story, workload: WorkloadStory, look: Look, seconds: number, up: boolean): number {
  const now = timeAt(story, look.position);
  let sum = 0;
  for (const change of workload.changes) {
    const [, from, to] = /replicas (\d+) → (\d+)/.exec(change.summary) ?? [];
    if (from === undefined || !/autoscaler/.test(change.actor) || Number(to) === look.chosen) continue;
    const time = timeAt(story, change.position);
    if (change.position > look.position || time < now - seconds * 1000) continue;
    sum += Math.max(0, up ? Number(to) - Number(from) : Number(from) - Number(to));
  }
  return sum;
}

/** What its next look that changed its words says. */
function then(story: Story, workload: WorkloadStory, autoscaler: AutoscalerStory, after: Position): WhyRow {
  const next = autoscaler.looks.find(look => look > after);
  const metric = next === undefined ? undefined : autoscaler.metric.at(next);
  if (next === undefined || metric === undefined)
    return { label: 'then', texts: ['it looks each 15s; no other words of it were recorded'], spare: true };
  const at = `looks at ${offset(timeAt(story, next))}: ${measure(metric.seen)}${metric.unit}`;
  const size = workload.desired.at(after);
  const ratio = (metric.seen / metric.target).toFixed(2);
  const stays = metric.wanted === size;
  const how = stays ? `, and ${ratio} asks for ${size}: ${size} stay` : `, which asks for ${metric.wanted}`;
  return { label: 'then', texts: [`${at}${how}`, at], spare: true };
}

/** How long fewer must be asked for before it goes down, and when it did here. */
function wayBack(story: Story, workload: WorkloadStory, { object }: Look, position: Position): WhyRow {
  const later = workload.changes.find(
    ({ position: at, actor, summary }) => at > position && /autoscaler/.test(actor) && isDown(summary),
  );
  const sizes = /(\d+ → \d+)/.exec(later?.summary ?? '')?.[1] ?? '';
  const here = later === undefined ? '' : `; here ${offset(timeAt(story, later.position))}, ${sizes}`;
  const seconds = windowOf(object, 'scaleDown');
  if (seconds === 0) return { label: 'way back', texts: [`at the first look that asks for fewer${here}`] };
  const window = `${seconds}s of lower wishes`;
  return { label: 'way back', texts: [`${window} (scaleDown window)${here}`, `${window}${here}`, window] };
}

function isDown(summary: string): boolean {
  const [, from, to] = /replicas (\d+) → (\d+)/.exec(summary) ?? [];
  return Number(to) < Number(from);
}
