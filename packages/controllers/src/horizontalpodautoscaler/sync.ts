/** One look at a HorizontalPodAutoscaler, every 15 s (horizontal.go: reconcileAutoscaler). */
import type { Decision, Json, ObjectKey, Receipt, Verdict } from '@playhead/core';
import { equal, keyOfObject } from '@playhead/core';
import { because, Plan, say } from '../plan.ts';
import { type Instant, type Seen, timestamp } from '../seen.ts';
import type { Autoscaler, Memory, PodMetrics } from './autoscaler.ts';
import { Conditions } from './conditions.ts';
import { type Computed, computeMetrics } from './metrics.ts';
import { type Normalised, normalise, scaled } from './normalise.ts';
import { controlledByOthers, memoryOf, type Scale, targetOf } from './target.ts';

const COMPONENT = 'horizontal-pod-autoscaler';
/** Milliseconds from one look to the next (--horizontal-pod-autoscaler-sync-period). */
export const SYNC_PERIOD = 15_000;

const NOTHING: Memory = { recommendations: [], ups: [], downs: [] };

/** One autoscaler in the middle of a look. */
interface Look {
  readonly hpa: Autoscaler;
  readonly conditions: Conditions;
  readonly memoryKey: string;
  readonly plan: Plan;
  readonly now: Instant;
}

/** @param metrics what the metrics server has of the pods of the autoscaler's namespace */
export function syncAutoscaler(
  seen: Seen,
  metrics: () => readonly PodMetrics[],
  _now: Instant,
  subject: ObjectKey,
): Verdict {
  const memoryKey = memoryOf(subject);
  const plan = new Plan();
  if (seen.get(subject) === undefined) {
    const why = because('autoscaler.forget');
    if (seen.memory(memoryKey) !== undefined)
      plan.do({ write: { verb: 'remember', key: memoryKey, value: null }, why });
    return plan.verdict();
  }
  const decide = (then: Instant): Verdict => lookAt(seen, metrics(), then, subject);
  // decided when the scale and the metrics have been read
  plan.do({ write: { verb: 'look', decide }, why: because('autoscaler.look') });
  plan.askAgain(SYNC_PERIOD);
  return plan.verdict();
}

function lookAt(seen: Seen, metrics: readonly PodMetrics[], now: Instant, subject: ObjectKey): Verdict {
  const plan = new Plan();
  const memoryKey = memoryOf(subject);
  const hpa = seen.get(subject) as Autoscaler | undefined;
  if (hpa === undefined) return plan.verdict();
  const look: Look = { hpa, conditions: new Conditions(hpa.status.conditions, now), memoryKey, plan, now };
  const target = targetOf(seen, hpa);
  if (typeof target === 'string') {
    look.conditions.set('AbleToScale', 'False', {
      reason: 'FailedGetScale',
      message: `the HPA controller was unable to get the target's current scale: ${target}`,
    });
    const why = because('autoscaler.status', { autoscaler: hpa.metadata.name, problem: target });
    plan.do(say(hpa, COMPONENT, 'Warning', 'FailedGetScale', target, why));
    plan.do(...statusDecision(look, { ...hpa.status, conditions: look.conditions.list }, why));
  } else reconcile(seen, look, target, metrics);
  return plan.verdict();
}

function reconcile(seen: Seen, look: Look, target: Scale, metrics: readonly PodMetrics[]): void {
  const { hpa, conditions, now } = look;
  conditions.set('AbleToScale', 'True', {
    reason: 'SucceededGetScale',
    message: "the HPA controller was able to get the target's current scale",
  });
  const { minReplicas = 1, maxReplicas } = hpa.spec;
  const current = target.replicas;
  const known = seen.memory(look.memoryKey) as unknown as Memory | undefined;
  const memory: Memory = known ?? { ...NOTHING, recommendations: [{ replicas: current, at: now }] };
  const inputs = { autoscaler: hpa.metadata.name, current, min: minReplicas, max: maxReplicas };
  if (current === 0 && minReplicas !== 0) {
    conditions.set('ScalingActive', 'False', {
      reason: 'ScalingDisabled',
      message: 'scaling is disabled since the replica count of the target is zero',
    });
    return stay(look, memory, current, null, because('autoscaler.disabled', inputs));
  }
  if (current > maxReplicas || current < minReplicas) {
    const over = current > maxReplicas;
    const reason = `Current number of replicas ${over ? 'above Spec.MaxReplicas' : 'below Spec.MinReplicas'}`;
    const to = over ? maxReplicas : minReplicas;
    return rescale(look, target, memory, to, reason, null, because('autoscaler.bounds', { ...inputs, to }));
  }
  const registered = { ...memory, registered: true };
  if (memory.registered !== true) look.plan.do(...remember(look, registered, because('autoscaler.look')));
  const ambiguous = controlledByOthers(seen, hpa, target);
  if (ambiguous !== undefined) failSelector(look, registered, current, ambiguous);
  else byMetrics(look, target, registered, computeMetrics(hpa, target, metrics, now), inputs);
}

function byMetrics(
  look: Look,
  target: Scale,
  memory: Memory,
  { statuses, failures, best }: Computed,
  inputs: Receipt['inputs'],
): void {
  const { hpa, conditions, plan, now } = look;
  const current = target.replicas;
  const [failure] = failures;
  const told = because('autoscaler.status', { ...inputs, problem: failure?.error ?? '' });
  for (const { reason, error } of failures) plan.do(say(hpa, COMPONENT, 'Warning', reason, error, told));
  if (best === undefined || (failure !== undefined && best.proposal.replicas < current)) {
    const { reason, error, summary } = failure!;
    conditions.set('ScalingActive', 'False', {
      reason,
      message: `the HPA was unable to compute the replica count: ${error}`,
    });
    const count = `${failures.length} invalid out of ${statuses.length}`;
    return fail(look, memory, current, statuses, `invalid metrics (${count}), first error is: ${summary}`, told);
  }
  conditions.set('ScalingActive', 'True', {
    reason: 'ValidMetricFound',
    message: `the HPA was able to successfully calculate a replica count from ${best.metric}`,
  });
  const { proposal } = best;
  const wanted = proposal.replicas;
  const bounds = { current, min: hpa.spec.minReplicas ?? 1, max: hpa.spec.maxReplicas };
  const outcome = normalise(wanted, bounds, hpa.spec.behavior, memory, now);
  conditions.set('AbleToScale', 'True', outcome.able);
  conditions.set('ScalingLimited', outcome.limited.status, outcome.limited);
  const remembered = { ...memory, recommendations: outcome.recommendations };
  const why = because('autoscaler.metrics', { ...inputs, ...sums(best, outcome) });
  if (outcome.replicas === current) return stay(look, remembered, current, statuses, why);
  const reason = wanted > current ? `${best.metric} above target` : wanted < current ? 'All metrics below target' : '';
  rescale(look, target, remembered, outcome.replicas, reason, statuses, why);
}

const sums = ({ metric, target, proposal }: NonNullable<Computed['best']>, outcome: Normalised): Receipt['inputs'] => ({
  metric,
  target,
  measured:
    proposal.weight.utilization === undefined ? `${proposal.weight.average}m` : `${proposal.weight.utilization}%`,
  ratio: proposal.ratio,
  counted: proposal.counted,
  proposal: proposal.replicas,
  stabilised: outcome.stabilised,
  to: outcome.replicas,
  limit: outcome.limited.status === 'True' ? outcome.limited.reason : '',
});

function failSelector(look: Look, memory: Memory, current: number, message: string): void {
  const why = because('autoscaler.status', { autoscaler: look.hpa.metadata.name, problem: message });
  look.conditions.set('ScalingActive', 'False', { reason: 'AmbiguousSelector', message });
  look.plan.do(say(look.hpa, COMPONENT, 'Warning', 'AmbiguousSelector', message, why));
  fail(look, memory, current, null, message, why);
}

/** No metric to go by: the size stays, and the desired one is what it was. */
function fail(look: Look, memory: Memory, current: number, statuses: Statuses, error: string, why: Receipt): void {
  const { hpa, plan } = look;
  plan.do(...remember(look, memory, why));
  plan.do(...statusDecision(look, statusOf(look, current, hpa.status.desiredReplicas ?? 0, statuses), why));
  plan.do(say(hpa, COMPONENT, 'Warning', 'FailedComputeMetricsReplicas', error, why));
}

function stay(look: Look, memory: Memory, current: number, statuses: Statuses, why: Receipt): void {
  look.plan.do(...remember(look, memory, why));
  look.plan.do(...statusDecision(look, statusOf(look, current, current, statuses), why));
}

/** Through the scale subresource; a conflict is retried with the same size, so the size is set whatever came between. */
function rescale(
  look: Look,
  { object, replicas: current }: Scale,
  memory: Memory,
  to: number,
  reason: string,
  statuses: Statuses,
  why: Receipt,
): void {
  const { hpa, conditions, plan, now } = look;
  const before = conditions.list;
  conditions.set('AbleToScale', 'True', {
    reason: 'SucceededRescale',
    message: `the HPA controller was able to update the target scale to ${to}`,
  });
  const status = { ...statusOf(look, current, to, statuses), lastScaleTime: timestamp(now) };
  const after = scaled(memory, current, to, hpa.spec.behavior, now);
  plan.do({
    write: {
      verb: 'patch',
      key: keyOfObject(object),
      change: live => ({ ...live, spec: { ...live.spec, replicas: to } }),
    },
    why,
    accepted: () => [
      say(hpa, COMPONENT, 'Normal', 'SuccessfulRescale', `New size: ${to}; reason: ${reason}`, why),
      ...remember(look, after, why),
      ...statusDecision(look, status, why),
    ],
    refused: ({ message }) => {
      const failed = new Conditions(before, now);
      failed.set('AbleToScale', 'False', {
        reason: 'FailedUpdateScale',
        message: `the HPA controller was unable to update the target scale: ${message}`,
      });
      const words = `New size: ${to}; reason: ${reason}; error: ${message}`;
      return {
        first: [
          say(hpa, COMPONENT, 'Warning', 'FailedRescale', words, why),
          ...remember(look, memory, why),
          ...statusDecision(
            look,
            { ...statusOf(look, current, hpa.status.desiredReplicas ?? 0, statuses), conditions: failed.list },
            why,
          ),
        ],
        next: 'go on',
      };
    },
  });
}

type Statuses = readonly object[] | null;

function statusOf(
  { hpa, conditions }: Look,
  current: number,
  desired: number,
  statuses: Statuses,
): Autoscaler['status'] {
  const { lastScaleTime } = hpa.status;
  return {
    ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
    ...(current === 0 ? {} : { currentReplicas: current }),
    desiredReplicas: desired,
    currentMetrics: statuses,
    conditions: conditions.list,
  };
}

function statusDecision({ hpa }: Look, status: Autoscaler['status'], why: Receipt): Decision[] {
  if (equal(status as unknown as Json, hpa.status as unknown as Json)) return [];
  return [
    {
      write: { verb: 'updateStatus', seen: hpa, object: { ...hpa, status } },
      why,
      refused: ({ message }) => ({
        first: [say(hpa, COMPONENT, 'Warning', 'FailedUpdateStatus', message, why)],
        next: 'go on',
      }),
    },
  ];
}

function remember({ memoryKey }: Look, memory: Memory, why: Receipt): Decision[] {
  return [{ write: { verb: 'remember', key: memoryKey, value: memory as unknown as Json }, why }];
}
