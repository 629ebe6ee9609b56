import type { Json, KubeObject, PodTemplate } from '@playhead/core';
import { controllerOf } from '@playhead/core';
import { templateText } from '../describe/podTemplate.ts';
import { fail } from '../errors.ts';
import { infoOfKind } from '../kinds.ts';
import { tabbed } from '../printers/tabWriter.ts';
import { type Act, CHANGE_CAUSE, type Session } from '../session.ts';
import type { Target } from '../targets.ts';
import { revisionOf } from './replicaSets.ts';

/** A revision of a workload: its number, what was said of it, its template, and the object that keeps it. */
export interface Revision {
  readonly number: number;
  readonly cause: string;
  readonly template: PodTemplate;
  readonly keeper: KubeObject;
}

/** What keeps a Deployment's revisions are its ReplicaSets, of the others ControllerRevisions; oldest number first. */
export function* revisionsOf(session: Session, { info, object, namespace }: Target): Act<Revision[]> {
  const keepers = yield* session.list(
    infoOfKind(info.kind === 'Deployment' ? 'ReplicaSet' : 'ControllerRevision')!,
    namespace,
  );
  const owned = keepers.filter(keeper => controllerOf(keeper)?.uid === object!.metadata.uid);
  const found = new Map<number, Revision>();
  for (const keeper of owned) {
    const number = keeper.kind === 'ReplicaSet' ? revisionOf(keeper) : (keeper.revision as number);
    if (number === undefined) continue;
    const cause = keeper.metadata.annotations?.[CHANGE_CAUSE] ?? '';
    const template = (keeper.kind === 'ReplicaSet' ? keeper.spec.template : keptTemplate(keeper)) as PodTemplate;
    found.set(number, { number, cause, template, keeper });
  }
  return [...found.values()].sort((a, b) => a.number - b.number);
}

/** The pod template in a ControllerRevision, which is kept as a patch. */
function keptTemplate(revision: KubeObject): PodTemplate {
  const { $patch: _replace, ...template } = (revision.data?.spec?.template ?? {}) as Record<string, Json>;
  return template as unknown as PodTemplate;
}

/** A revision as `-o` prints it: a Deployment's is its ReplicaSet, another's the object with its template as it was. */
export function asObject({ object }: Target, { keeper, template }: Revision): KubeObject {
  if (keeper.kind === 'ReplicaSet') return keeper;
  return { ...object!, spec: { ...object!.spec, template } };
}

/** Kinds with a history. */
export const hasHistory = (kind: string): boolean => ['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind);

/** The table of all revisions, or the template of one (polymorphichelpers.HistoryViewer). */
export function* historyText(session: Session, target: Target, revision: number): Act<string> {
  const revisions = yield* revisionsOf(session, target);
  if (revisions.length === 0) return 'No rollout history found.';
  if (revision > 0) {
    const one = revisions.find(r => r.number === revision);
    return templateText(one === undefined ? fail('unable to find the specified revision') : shownTemplate(one));
  }
  return tabbed(`REVISION\tCHANGE-CAUSE\n${revisions.map(r => `${r.number}\t${r.cause || '<none>'}\n`).join('')}`);
}

/** With the change-cause among the annotations of a Deployment's revision. */
function shownTemplate({ template, cause, keeper }: Revision): PodTemplate {
  if (cause === '' || keeper.kind !== 'ReplicaSet') return template;
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause };
  return { ...template, metadata: { ...template.metadata, annotations } };
}
