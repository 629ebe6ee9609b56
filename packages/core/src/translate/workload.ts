import type { Condition, KubeObject } from '../kube/object.ts';
import type { Meant } from '../log/event.ts';
import { diff, equal, isEmpty } from './diff.ts';
import type { TranslateContext } from './translate.ts';

/** What changed in an object with replicas, a template, a strategy or a status of counts and conditions. */
export function workloadEvents(
  before: KubeObject,
  after: KubeObject,
  events: Meant[],
  context: TranslateContext = {},
): void {
  if (before.spec !== after.spec) specEvents(before, after, events, context);
  if (before.status !== after.status) {
    counts(before, after, events);
    conditionEvents(before, after, events);
  }
}

function specEvents(before: KubeObject, after: KubeObject, events: Meant[], context: TranslateContext): void {
  const [old, now] = [before.spec ?? {}, after.spec ?? {}];
  if (typeof old.replicas === 'number' && typeof now.replicas === 'number' && old.replicas !== now.replicas)
    events.push({
      type: now.replicas > old.replicas ? 'ScaledUp' : 'ScaledDown',
      from: old.replicas,
      to: now.replicas,
    });
  if (after.kind === 'Deployment' && (old.paused ?? false) !== (now.paused ?? false))
    events.push({ type: now.paused === true ? 'Paused' : 'Resumed' });
  if (old.template !== undefined && now.template !== undefined) {
    const changes = diff(old.template, now.template);
    if (!isEmpty(changes)) {
      const toRevision = context.revisionOf?.(after);
      events.push(
        toRevision === undefined
          ? { type: 'TemplateChanged', ...changes }
          : { type: 'RolledBack', toRevision, ...changes },
      );
    }
  }
  for (const field of ['strategy', 'updateStrategy']) {
    if (old[field] === undefined || now[field] === undefined) continue;
    const changes = diff(old[field], now[field], ['spec', field]);
    if (!isEmpty(changes)) events.push({ type: 'StrategyChanged', ...changes });
  }
}

function counts(before: KubeObject, after: KubeObject, events: Meant[]): void {
  const [old, now] = [before.status ?? {}, after.status ?? {}];
  const changed: Record<string, number | null> = {};
  let any = false;
  for (const field in now) {
    if (typeof now[field] === 'number' && now[field] !== old[field]) {
      changed[field] = now[field];
      any = true;
    }
  }
  for (const field in old) {
    if (typeof old[field] === 'number' && now[field] === undefined) {
      changed[field] = null;
      any = true;
    }
  }
  if (any) events.push({ type: 'StatusReported', counts: changed });
}

/**
 * Conditions that went, changed or came. `moved` where the new list has the condition behind others that stayed: the
 * Deployment controller takes the old one out and appends.
 */
export function conditionEvents(before: KubeObject, after: KubeObject, events: Meant[]): void {
  const old = (before.status?.conditions ?? []) as readonly Condition[];
  const now = (after.status?.conditions ?? []) as readonly Condition[];
  if (old === now) return;
  for (const c of old)
    if (!now.some(n => n.type === c.type)) events.push({ type: 'ConditionRemoved', conditionType: c.type });
  const stayed = old.filter(c => now.some(n => n.type === c.type)).map(c => c.type);
  for (const condition of now) {
    const was = old.find(c => c.type === condition.type);
    if (was !== undefined && equal(was as never, condition as never)) continue;
    const at = stayed.indexOf(condition.type);
    const moved = at >= 0 && now[at]?.type !== condition.type;
    if (moved) stayed.push(...stayed.splice(at, 1));
    events.push({ type: 'ConditionChanged', condition, moved });
  }
}
