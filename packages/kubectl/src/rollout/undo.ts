import { equal, type Json, type KubeObject, type PodTemplate } from '@playhead/core';
import { type DryRun, patchTarget } from '../commands/common.ts';
import { templateText } from '../describe/podTemplate.ts';
import { type Fault, fail } from '../errors.ts';
import { infoOfKind } from '../kinds.ts';
import { type Act, attempt, type Session } from '../session.ts';
import type { Target } from '../targets.ts';
import { revisionsOf } from './history.ts';
import { revisionOf, sameTemplate, sortReplicaSets, withoutHash } from './replicaSets.ts';

/** Rolls a target back and says what is printed after its name (polymorphichelpers.Rollbacker). */
export function* rollBack(session: Session, target: Target, to: number, dryRun: DryRun): Act<string> {
  if (to < 0) notFound(to);
  return target.info.kind === 'Deployment'
    ? yield* rollBackDeployment(session, target, to, dryRun)
    : yield* rollBackByRevision(session, target, to, dryRun);
}

const DONE = 'rolled back';

const notFound = (revision: number): never => fail(`unable to find specified revision ${revision} in history`);

function* rollBackDeployment(session: Session, target: Target, to: number, dryRun: DryRun): Act<string> {
  const { namespace, name } = target;
  const deployment = yield* session.get(target.info, namespace, name);
  const sets = sortReplicaSets(deployment, yield* session.list(infoOfKind('ReplicaSet')!, namespace));
  const chosen = chooseReplicaSet(name, sets.current === undefined ? sets.old : [...sets.old, sets.current], to);
  if (dryRun === 'client') return templateText(chosen.spec.template as PodTemplate);
  if (deployment.spec.paused === true)
    fail("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
  if (sameTemplate(chosen.spec.template, deployment.spec.template)) return skipped(to);
  const body = [
    { op: 'replace', path: '/spec/template', value: withoutHash(chosen.spec.template) },
    { op: 'replace', path: '/metadata/annotations', value: annotationsAfter(deployment, chosen) },
  ];
  yield* restore(session, target, to, 'json', body as unknown as Json, dryRun);
  return DONE;
}

const skipped = (revision: number): string =>
  `skipped rollback (current template already matches revision ${revision})`;

/** The one of that revision; for 0 the second highest, which is usually the one before. */
function chooseReplicaSet(name: string, sets: readonly KubeObject[], to: number): KubeObject {
  let [latest, previous] = [-1, -1];
  let [latestSet, previousSet] = [undefined, undefined] as (KubeObject | undefined)[];
  for (const set of sets) {
    const revision = revisionOf(set);
    if (revision === undefined) continue;
    if (to > 0) {
      if (revision === to) return set;
    } else if (latest < revision) {
      [previous, previousSet] = [latest, latestSet];
      [latest, latestSet] = [revision, set];
    } else if (previous < revision) [previous, previousSet] = [revision, set];
  }
  if (to > 0) notFound(to);
  return previousSet ?? fail(`no rollout history found for deployment "${name}"`);
}

/** Annotations that belong to the Deployment and stay; all others come back with the ReplicaSet. */
const STAYS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

function annotationsAfter(deployment: KubeObject, set: KubeObject): Readonly<Record<string, string>> {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => STAYS.has(key));
  const back = Object.entries(set.metadata.annotations ?? {}).filter(([key]) => !STAYS.has(key));
  return Object.fromEntries([...own, ...back]);
}

/** StatefulSets and DaemonSets: the patch that a ControllerRevision is. */
function* rollBackByRevision(session: Session, target: Target, to: number, dryRun: DryRun): Act<string> {
  const object = yield* session.get(target.info, target.namespace, target.name);
  const revisions = yield* revisionsOf(session, { ...target, object });
  if (to === 0 && revisions.length <= 1) fail('no last revision to roll back to');
  const chosen = to === 0 ? revisions.at(-2)! : (revisions.find(r => r.number === to) ?? notFound(to));
  if (dryRun === 'client') return `will roll back to ${templateText(chosen.template)}`;
  if (equal(plain(chosen.template), plain(object.spec.template))) return skipped(to);
  yield* restore(session, target, to, 'strategic', chosen.keeper.data as Json, dryRun);
  return DONE;
}

const plain = (template: PodTemplate): Json => {
  const { creationTimestamp: _none, ...metadata } = (template.metadata ?? {}) as Record<string, Json>;
  return { ...template, metadata } as unknown as Json;
};

function* restore(
  session: Session,
  target: Target,
  to: number,
  type: 'json' | 'strategic',
  body: Json,
  dryRun: DryRun,
): Act<void> {
  const done = yield* attempt(patchTarget(session, target, { type, body, dryRun }));
  if ('faults' in done) fail(`failed restoring revision ${to}: ${done.faults.map(messageOf).join(', ')}`);
}

const messageOf = (fault: Fault): string => ('refusal' in fault ? fault.refusal.message : fault.text);
