/** Who is behind a Service: its workloads, their pods by template, and what of it is ready. */
import { type ObjectKey, partsOf } from '../../kube/key.ts';
import type { Labels } from '../../kube/object.ts';
import type { Position } from '../../log/entry.ts';
import type { ClusterView } from '../../state/clusterState.ts';
import { workloadOf } from '../navigate.ts';
import type { PodGroup } from '../podGroup.ts';
import { groupsAt } from '../pods.ts';
import type { ServiceStory } from '../serviceStory.ts';
import type { Story } from '../story.ts';
import { shortKind } from '../words.ts';
import type { WorkloadStory } from '../workloadStory.ts';

/** The pods of one template behind a Service. */
export interface Backing {
  readonly workload: WorkloadStory;
  readonly group: PodGroup;
  /** `rev 2`, and where several workloads are behind the Service the workload's name before it. */
  readonly name: string;
  /** Its ready endpoints. */
  readonly ready: number;
  /** Of all ready endpoints, 0 to 1; 0 where there is none. */
  readonly share: number;
  /** Whether the Service's selector chooses its pods here. */
  readonly chosen: boolean;
  /** Pods that are chosen, not going and no ready endpoint; those without an address stand in no slice yet. */
  readonly out: number;
  /** Chosen pods on their way out. */
  readonly leaving: number;
}

export const workloadsBehind = (story: Story, service: ServiceStory): WorkloadStory[] =>
  service.workloads.flatMap(key => workloadOf(story, key) ?? []);

/** Those with pods, a size or endpoints here or earlier; workload after workload, the current revision first. */
export function backingsAt(story: Story, service: ServiceStory, position: Position): Backing[] {
  const workloads = workloadsBehind(story, service);
  const all = service.ready.at(position);
  const state = story.timeline.peek(position);
  const selector = (state.get(service.key)?.spec?.selector ?? {}) as Labels;
  return workloads.flatMap(workload =>
    groupsAt(workload, position)
      .filter(group => group.born <= position)
      .map((group): Backing => {
        const ready = service.byGroup.get(group)?.at(position) ?? 0;
        const revision = group.revision.at(position);
        const own = revision > 0 ? `rev ${revision}` : '';
        const leaving = group.count('leaving', position);
        const chosen = selects(selector, labelsOf(state, workload, group, position));
        const there = group.existing(position) - leaving;
        return {
          workload,
          group,
          name: (workloads.length > 1 ? `${workload.name} ${own}` : own || group.name).trim(),
          ready,
          share: all === 0 ? 0 : ready / all,
          chosen,
          out: chosen ? Math.max(0, there - ready) : 0,
          leaving: chosen ? leaving : 0,
        };
      }),
  );
}

/** By the template of the group's own object; where it has none or is gone by its pods, and last by the workload's template. */
function labelsOf(state: ClusterView, { key }: WorkloadStory, group: PodGroup, position: Position): Labels {
  const own = group.key === undefined ? undefined : state.get(group.key)?.spec?.template;
  if (own !== undefined) return own.metadata?.labels ?? {};
  const pod = group.existing(position) > 0 ? group.pods.findLast(life => life.stateAt(position) !== 'gone') : undefined;
  const object = pod === undefined ? state.get(key)?.spec?.template : state.get(pod.key);
  return object?.metadata?.labels ?? {};
}

const selects = (selector: Labels, labels: Labels): boolean => {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
};

/** `deploy/web`, `svc/web`. */
export function titleOf({ key }: { readonly key: ObjectKey }): string {
  const { kind, name } = partsOf(key);
  return `${shortKind(kind)}/${name}`;
}

/** `25%`, `33.3%`. */
export const percent = (part: number): string => `${Math.round(part * 1000) / 10}%`;

/** Requests: in tenths below ten, then whole. */
export const requests = (value: number): string => String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
