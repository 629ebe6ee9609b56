/** What a hand changed in a Service itself, and the last hand on it or on what is behind it. */
import type { ObjectKey } from '../../kube/key.ts';
import type { Json, KubeObject } from '../../kube/object.ts';
import type { Position } from '../../log/entry.ts';
import { equal } from '../../translate/diff.ts';
import { changeTitle, type SpecChange } from '../changes.ts';
import { changeAt } from '../head.ts';
import { portWords, type ServiceStory, selectorWords } from '../serviceStory.ts';
import type { Story } from '../story.ts';
import { titleOf, workloadsBehind } from './backing.ts';

export interface ServiceChange {
  readonly position: Position;
  /** Who: `kubectl apply`. */
  readonly title: string;
  /** Of what: `svc/web`, or a workload behind it. */
  readonly about: string;
  /** `selector name=nginx → version=v2`, `web:1 → web:2`. */
  readonly summary: string;
}

/** Every change of the Service's own spec, in order. A Service is written rarely: all its writes are read, once. */
export function serviceChanges(story: Story, service: ServiceStory): readonly ServiceChange[] {
  const known = CHANGES.get(service);
  const writes = story.writes.get(service.key) ?? [];
  if (known?.of === writes.length) return known.changes;
  const changes = [...writes].flatMap((position): ServiceChange[] => {
    const [before, after] = [position - 1, position].map(at => story.timeline.peek(at).get(service.key));
    const summary = changeWords(before, after);
    if (summary === '') return [];
    const { actor } = story.timeline.entry(position);
    const verb = before === undefined ? 'create' : after === undefined ? 'delete' : 'spec';
    return [{ position, title: titleBy(actor, verb, service.key, position), about: titleOf(service), summary }];
  });
  CHANGES.set(service, { of: writes.length, changes });
  return changes;
}

const CHANGES = new WeakMap<ServiceStory, { readonly of: number; readonly changes: readonly ServiceChange[] }>();

const titleBy = (actor: string, verb: SpecChange['verb'], workload: ObjectKey, position: Position): string =>
  changeTitle({ position, workload, verb, actor, summary: '', fields: 0, rollout: false });

function changeWords(before: KubeObject | undefined, after: KubeObject | undefined): string {
  if (after === undefined) return before === undefined ? '' : 'gone';
  if (before === undefined) return `${selectorWords(after)}, ${portWords(after)}`;
  if (before.spec === after.spec) return '';
  const said = (name: string, words: (service: KubeObject) => string): string[] =>
    words(before) === words(after) ? [] : [`${name} ${words(before)} → ${words(after)}`];
  const field = (name: string) => (service: KubeObject) => String((service.spec?.[name] as Json | undefined) ?? 'none');
  const found = [
    ...said('selector', selectorWords),
    ...said('ports', portWords),
    ...['type', 'publishNotReadyAddresses', 'externalName'].flatMap(name => said(name, field(name))),
  ];
  if (found.length > 0) return found.join(', ');
  return equal((before.spec ?? null) as Json, (after.spec ?? null) as Json) ? '' : 'its spec';
}

/** The last hand at or before a position on the Service or on a workload behind it. */
export function lastChange(story: Story, service: ServiceStory, position: Position): ServiceChange | undefined {
  const own = serviceChanges(story, service).findLast(change => change.position <= position);
  const workloads = workloadsBehind(story, service);
  let last = own;
  for (const workload of workloads) {
    const change = changeAt(workload, position);
    if (change === undefined || change.position <= (last?.position ?? 0)) continue;
    last = {
      position: change.position,
      title: changeTitle(change),
      about: titleOf(workload),
      summary: change.summary,
    };
  }
  return last;
}
