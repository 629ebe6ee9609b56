import { parseQuantity } from '@playhead/api';
import type { Json, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { type Fault, fail, failIfAny } from '../errors.ts';
import { attempt, type Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { CHANGING, RECORD } from './common.ts';
import { createOne } from './create.ts';
import type { Command } from './table.ts';

/** `kubectl autoscale TYPE/NAME --min --max --cpu`: a HorizontalPodAutoscaler named after its target. */
export const autoscale: Command = {
  path: 'autoscale',
  required: ['max'],
  flags: [
    ...CHANGING,
    RECORD,
    { name: 'min', type: 'int' },
    { name: 'max', type: 'int' },
    { name: 'cpu', type: 'text' },
    { name: 'memory', type: 'text' },
    { name: 'name', type: 'text' },
    {
      name: 'cpu-percent',
      type: 'int',
      deprecated:
        "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
    },
    { name: 'save-config', type: 'bool' },
  ],
  *run(session) {
    const { flags } = session;
    const [min, max] = [flags.int('min') ?? -1, flags.int('max')!];
    if (max < 1) fail(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min) fail(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    const percent = flags.int('cpu-percent') ?? -1;
    if (percent > 0 && flags.given('cpu')) fail('--cpu-percent and --cpu are mutually exclusive');
    const { found, faults } = yield* findTargets(session);
    failIfAny(faults);
    for (const target of found) {
      if (!target.info.subresources.includes('scale'))
        fail(
          `cannot autoscale a ${target.info.kind}: could not find scale subresource for ${target.info.group}/${target.info.version}, Resource=${target.info.plural} in discovery information`,
        );
      const made = createOne(session, autoscalerFor(session, target, min, max, percent), {
        manager: 'kubectl-autoscale',
        done: 'autoscaled',
      });
      const done = yield* attempt(made);
      if ('faults' in done) failed(session, done.faults);
    }
    if (found.length === 0) fail('no objects passed to autoscale');
  },
};

/** What autoscaling/v1 can say too is tried there, and fails in the same words; of the rest kubectl says why it is not. */
function failed(session: Session, faults: readonly Fault[]): void {
  const cpu = session.flags.text('cpu') ?? '';
  const sayable = cpu.endsWith('%') && !session.flags.given('memory');
  // a missing reason is printed by Go's fmt as it stands here
  if (!sayable)
    fail(
      `failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${cpu === '' ? 'empty input' : '%!w(<nil>)'}`,
    );
  failIfAny(faults);
}

function autoscalerFor(session: Session, target: Target, min: number, max: number, percent: number): KubeObject {
  const { flags } = session;
  const metrics = [
    ...(percent > 0 ? [metric('cpu', `${percent}%`)] : []),
    ...(flags.given('cpu') ? [metric('cpu', flags.text('cpu')!)] : []),
    ...(flags.given('memory') ? [metric('memory', flags.text('memory')!)] : []),
  ];
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: flags.text('name') ?? target.name, namespace: session.namespace },
    spec: {
      scaleTargetRef: { apiVersion: target.info.apiVersion, kind: target.info.kind, name: target.name },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: max,
      ...(metrics.length > 0 ? { metrics } : {}),
    },
    status: { currentReplicas: 0, desiredReplicas: 0 },
  } as unknown as KubeObject;
}

/** `80%` is a utilisation, anything else an amount a pod; a bare number is in milliCPU or mebibytes. */
function metric(name: 'cpu' | 'memory', text: string): Json {
  const unit = /^[\d.]+$/.test(text) ? (name === 'cpu' ? 'm' : 'Mi') : '';
  const amount = text.endsWith('%') ? text.slice(0, -1) : text;
  if (text !== '' && (E.isLeft(parseQuantity(amount)) || (text.endsWith('%') && !/^\d+$/.test(amount))))
    fail(`invalid resource ${name} value: ${text}`);
  const target = text.endsWith('%')
    ? { type: 'Utilization', averageUtilization: Number(text.slice(0, -1)) }
    : { type: 'AverageValue', averageValue: `${text}${unit}` };
  return { type: 'Resource', resource: { name, target } };
}
