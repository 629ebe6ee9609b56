import type { Condition, KubeObject } from '@playhead/core';
import { type Source, writeEvents } from './events.ts';
import { dateText, Lines } from './lines.ts';
import { writeHead } from './workloads.ts';

/** `kubectl describe hpa` (describe.describeHorizontalPodAutoscalerV2). */
export function describeAutoscaler(view: Source, hpa: KubeObject, now: number): string {
  const out = new Lines();
  const { spec, status = {} } = hpa;
  writeHead(out, hpa);
  out.line(0, `CreationTimestamp:\t${dateText(hpa.metadata.creationTimestamp)}`);
  out.line(0, `Reference:\t${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`);
  out.line(0, 'Metrics:\t( current / target )');
  for (const [at, metric] of (spec.metrics ?? []).entries())
    out.line(1, metricLine(metric, status.currentMetrics?.[at]));
  out.line(0, `Min replicas:\t${spec.minReplicas ?? '<unset>'}`);
  out.line(0, `Max replicas:\t${spec.maxReplicas}`);
  if (spec.behavior !== undefined) {
    out.line(0, 'Behavior:');
    writeRules(out, 'Scale Up', spec.behavior.scaleUp);
    writeRules(out, 'Scale Down', spec.behavior.scaleDown);
  }
  out.line(
    0,
    `${spec.scaleTargetRef.kind} pods:\t${status.currentReplicas ?? 0} current / ${status.desiredReplicas ?? 0} desired`,
  );
  const conditions = (status.conditions ?? []) as readonly Condition[];
  if (conditions.length > 0)
    out.line(0, 'Conditions:\n  Type\tStatus\tReason\tMessage\n  ----\t------\t------\t-------');
  for (const c of conditions) out.line(1, `${c.type}\t${c.status}\t${c.reason ?? ''}\t${c.message ?? ''}`);
  writeEvents(out, view, hpa, now);
  return out.aligned();
}

// biome-ignore lint/suspicious/noExplicitAny: a metric's shape differs by its type
type Metric = any;

function metricLine(metric: Metric, now: Metric): string {
  const { averageValue, averageUtilization, value } = now?.[lower(metric.type)]?.current ?? {};
  const source = metric[lower(metric.type)];
  const unknown = (current: string | undefined) => current ?? '<unknown>';
  switch (metric.type) {
    case 'Resource':
    case 'ContainerResource': {
      const where = metric.type === 'Resource' ? ' on pods' : ` of container "${source.container}" on pods`;
      const head = `resource ${source.name}${where}`;
      if (source.target.averageValue !== undefined)
        return `${head}:\t${unknown(averageValue)} / ${source.target.averageValue}`;
      const current = averageUtilization === undefined ? undefined : `${averageUtilization}% (${averageValue})`;
      const target = source.target.averageUtilization === undefined ? '<auto>' : `${source.target.averageUtilization}%`;
      return `${head}  (as a percentage of request):\t${unknown(current)} / ${target}`;
    }
    case 'Pods':
      return `"${source.metric.name}" on pods:\t${unknown(averageValue)} / ${source.target.averageValue}`;
    case 'External':
      return source.target.averageValue !== undefined
        ? `"${source.metric.name}" (target average value):\t${unknown(averageValue)} / ${source.target.averageValue}`
        : `"${source.metric.name}" (target value):\t${unknown(value)} / ${source.target.value}`;
    case 'Object': {
      const head = `"${source.metric.name}" on ${source.describedObject.kind}/${source.describedObject.name}`;
      return source.target.type === 'AverageValue'
        ? `${head} (target average value):\t${unknown(averageValue)} / ${source.target.averageValue}`
        : `${head} (target value):\t${unknown(value)} / ${source.target.value}`;
    }
    default:
      return `<unknown metric type "${metric.type}">`;
  }
}

const lower = (type: string): string => type[0]!.toLowerCase() + type.slice(1);

interface Rules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: string;
  readonly policies?: readonly { readonly type: string; readonly value: number; readonly periodSeconds: number }[];
}

function writeRules(out: Lines, direction: string, rules: Rules | undefined): void {
  if (rules === undefined) return;
  out.line(1, `${direction}:`);
  if (rules.stabilizationWindowSeconds !== undefined)
    out.line(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`);
  if ((rules.policies?.length ?? 0) === 0) return;
  out.line(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`);
  out.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of rules.policies!)
    out.line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
}
