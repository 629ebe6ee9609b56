/** Whether a write of the real cluster is one that a look of ours leads to. */
import type { Json, KubeObject, ObjectKey, Pod } from '@playhead/core';
import { conditionOf, controllerOf, equal, keyOfObject, partsOf } from '@playhead/core';
import type { Written } from './decision.ts';
import { differences, notMade, withoutSuffixes } from './likeness.ts';
import type { Offer } from './offers.ts';

/** The fields in which they differ, none where it is the same write; undefined where the offer is about something else. */
export function held(written: Written, offer: Offer, podBefore: (key: ObjectKey) => KubeObject | undefined) {
  const { before, after } = written;
  if (after?.kind === 'Event') return offer.verb === 'say' ? saying(after, offer) : undefined;
  switch (offer.verb) {
    case 'say':
      return undefined;
    case 'create':
      return isCreated(written) && isNamed(offer.object, after!) ? notMade(offer.object, after!) : undefined;
    case 'delete':
      return isDeleted(written) ? deletion(written, offer.key, podBefore) : undefined;
    default:
      return before === undefined || isCreated(written) ? undefined : change(written, before, offer);
  }
}

const isCreated = ({ before, after }: Written): boolean =>
  after !== undefined && (before === undefined || before.metadata.uid !== after.metadata.uid);

export const isDeleted = ({ before, after }: Written): boolean =>
  after === undefined ||
  (after.metadata.deletionTimestamp !== undefined && before?.metadata.deletionTimestamp === undefined);

function isNamed(asked: KubeObject, made: KubeObject): boolean {
  if (asked.kind !== made.kind || (asked.metadata.namespace ?? '') !== (made.metadata.namespace ?? '')) return false;
  if (asked.metadata.name !== '') return asked.metadata.name === made.metadata.name;
  const generated: unknown = (asked.metadata as { generateName?: string }).generateName;
  return typeof generated === 'string' && made.metadata.name.startsWith(generated);
}

/** The same pod, or one that stands no differently: between those a real controller's choice is chance. */
function deletion({ key, before }: Written, asked: ObjectKey, podBefore: (key: ObjectKey) => KubeObject | undefined) {
  if (asked === key) return [];
  if (before?.kind !== 'Pod') return undefined;
  const other = podBefore(asked);
  if (other?.kind !== 'Pod' || controllerOf(other)?.uid !== controllerOf(before)?.uid) return undefined;
  const [real, ours] = [standing(before as Pod), standing(other as Pod)];
  return Object.keys(real).flatMap(name =>
    real[name] === ours[name] ? [] : [`${name}: ${real[name]}, ours ${ours[name]} (${partsOf(asked).name})`],
  );
}

const standing = (pod: Pod): Record<string, Json> => ({
  scheduled: pod.spec.nodeName !== undefined,
  phase: pod.status.phase ?? '',
  ready: conditionOf(pod, 'Ready')?.status ?? 'False',
  cost: pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? '',
});

function saying(event: KubeObject, offer: Extract<Offer, { verb: 'say' }>): string[] | undefined {
  if (offer.reason !== event.reason || offer.about.kind !== event.involvedObject?.kind) return undefined;
  if (offer.about.metadata.name !== event.involvedObject?.name) return undefined;
  const [real, ours] = [withoutSuffixes(plain(String(event.message))), withoutSuffixes(offer.message)];
  if (real !== ours) return [`message: "${real}", ours "${ours}"`];
  return event.type === offer.eventType ? [] : [`type: ${event.type}, ours ${offer.eventType}`];
}

const plain = (message: string): string => message.replace(/^\(combined from similar events\): /, '');

type ChangeOffer = Extract<Offer, { verb: 'update' | 'updateStatus' | 'patch' }>;

/** What the server would have made of the object as it was, against what it is. */
function change({ key, after }: Written, before: KubeObject, offer: ChangeOffer): string[] | undefined {
  if ((offer.verb === 'patch' ? offer.key : keyOfObject(offer.object)) !== key) return undefined;
  const ours = applied(before, offer);
  if (changesNothing(before, ours)) return undefined;
  if (after !== undefined) return differences(after, ours);
  const last = (ours.metadata.finalizers ?? []).length === 0 && ours.metadata.deletionTimestamp !== undefined;
  return last && (before.metadata.finalizers ?? []).length > 0 ? [] : undefined;
}

/** What the server keeps of its own aside: it is no write then. */
function changesNothing(before: KubeObject, ours: KubeObject): boolean {
  const { resourceVersion, generation, managedFields } = before.metadata as KubeObject['metadata'] &
    Record<string, Json>;
  const metadata = { ...ours.metadata, resourceVersion, generation, managedFields };
  return equal({ ...ours, metadata } as unknown as Json, before as unknown as Json);
}

function applied(before: KubeObject, offer: ChangeOffer): KubeObject {
  if (offer.verb === 'patch') return offer.change(before);
  const { status, ...rest } = offer.object;
  if (offer.verb === 'update') return before.status === undefined ? rest : { ...rest, status: before.status };
  const { annotations } = offer.object.metadata;
  const kept = { ...before, status };
  if (before.kind !== 'Deployment' || annotations === undefined) return kept;
  return { ...kept, metadata: { ...kept.metadata, annotations } };
}
