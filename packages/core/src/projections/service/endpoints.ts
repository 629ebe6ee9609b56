/** One pod and a Service: whether it is an endpoint, and what of the rule makes it so. */
import type { ObjectKey } from '../../kube/key.ts';
import type { Condition, KubeObject, Labels } from '../../kube/object.ts';
import type { Position } from '../../log/entry.ts';
import { labelWords, type ServiceStory } from '../serviceStory.ts';
import type { Story } from '../story.ts';

export interface EndpointLook {
  /** The Service's selector, and of the pod's labels those it names: `app=web`, `app=api`. */
  readonly selector: string;
  readonly labels: string;
  readonly chosen: boolean;
  /** Finished pods and those without an address are none (ShouldPodBeInEndpoints). */
  readonly address: string;
  readonly finished: boolean;
  readonly isReady: boolean;
  /** The pod's Ready condition, where it has one. */
  readonly condition: Condition | undefined;
  readonly terminating: boolean;
  readonly publishes: boolean;
  /** What follows: `endpointslice/utils.go podToEndpoint`. */
  readonly endpoint: boolean;
  readonly ready: boolean;
  /** What the slices say of it, which follow: undefined where none has it. */
  readonly told: { readonly ready: boolean; readonly serving: boolean; readonly terminating: boolean } | undefined;
}

/** Undefined where the pod or the Service is not there. */
export function endpointLook(
  story: Story,
  service: ServiceStory,
  pod: ObjectKey,
  position: Position,
): EndpointLook | undefined {
  const state = story.timeline.peek(position);
  const [object, own] = [state.get(pod), state.get(service.key)];
  if (object === undefined || own === undefined) return undefined;
  const wanted = (own.spec?.selector ?? {}) as Labels;
  const labels = object.metadata.labels ?? {};
  const keys = Object.keys(wanted);
  const chosen = keys.length > 0 && keys.every(key => labels[key] === wanted[key]);
  const phase = (object.status?.phase ?? '') as string;
  const finished = phase === 'Succeeded' || phase === 'Failed';
  const address = (object.status?.podIP ?? '') as string;
  const condition = ((object.status?.conditions ?? []) as readonly Condition[]).find(({ type }) => type === 'Ready');
  const isReady = condition?.status === 'True';
  const terminating = object.metadata.deletionTimestamp !== undefined;
  const publishes = own.spec?.publishNotReadyAddresses === true;
  const endpoint = chosen && !finished && address !== '';
  return {
    selector: labelWords(wanted),
    labels: keys.map(key => `${key}=${labels[key] ?? 'none'}`).join(','),
    chosen,
    address,
    finished,
    isReady,
    condition,
    terminating,
    publishes,
    endpoint,
    ready: endpoint && (publishes || (isReady && !terminating)),
    told: toldOf(
      [...service.bySlice.keys()].flatMap(key => state.get(key) ?? []),
      object.metadata.name,
    ),
  };
}

interface Endpoint {
  readonly conditions?: Partial<NonNullable<EndpointLook['told']>>;
  readonly targetRef?: { readonly kind: string; readonly name: string };
}

function toldOf(slices: readonly KubeObject[], name: string): EndpointLook['told'] {
  for (const slice of slices)
    for (const { conditions = {}, targetRef } of (slice.endpoints ?? []) as readonly Endpoint[])
      if (targetRef?.kind === 'Pod' && targetRef.name === name)
        // discovery/v1: what is not said counts as ready, and as serving where it is ready
        return {
          ready: conditions.ready ?? true,
          serving: conditions.serving ?? conditions.ready ?? true,
          terminating: conditions.terminating ?? false,
        };
  return undefined;
}

/** The names of the pods that its slices say are ready. */
export function readyNames(story: Story, service: ServiceStory, position: Position): Set<string> {
  const state = story.timeline.peek(position);
  const found = new Set<string>();
  for (const key of service.bySlice.keys())
    for (const { conditions, targetRef } of (state.get(key)?.endpoints ?? []) as readonly {
      readonly conditions?: { readonly ready?: boolean };
      readonly targetRef?: { readonly name: string };
    }[])
      if ((conditions?.ready ?? true) && targetRef !== undefined) found.add(targetRef.name);
  return found;
}
