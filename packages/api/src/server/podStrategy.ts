import type { KubeObject } from '@playhead/core';
import { equal } from '@playhead/core';
import { dns1123Label } from '../names.ts';
import { compareQuantities, quantityOf } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import { forbiddenField } from '../validation/errors.ts';
import { validatePodOnly, validatePodSpec } from '../validation/podSpec.ts';
import type { Draft, Strategy } from './context.ts';

export const podStrategy: Strategy = {
  prepareForCreate: object => ({
    ...object,
    metadata: { ...object.metadata, generation: 1 },
    status: { phase: 'Pending', ...gated(object), qosClass: qosClass(object.spec) },
  }),
  bumpsGeneration: (after, before) => after.spec !== before.spec && !equal(after.spec, before.spec),
  validate: object => [...validatePodSpec(object.spec, 'spec'), ...validatePodOnly(object.spec)],
  validateUpdate: (after, before) =>
    after.spec === before.spec
      ? []
      : [...validatePodSpec(after.spec, 'spec'), ...validatePodOnly(after.spec), ...onlyUpdatable(after, before)],
  prepareForStatusUpdate: keptByStatus,
  warnings: object => {
    const wrong = dns1123Label(object.metadata.name);
    return wrong.length === 0
      ? []
      : [
          `metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [${wrong.join(' ')}]`,
        ];
  },
};

/** A pod that may not be scheduled yet says so from the start (registry/core/pod applySchedulingGatedCondition). */
function gated({ spec, metadata }: Draft): Draft {
  if (!spec.schedulingGates?.length) return {};
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    lastTransitionTime: metadata.creationTimestamp,
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
  return { conditions: [condition] };
}

/** The kubelet's writes touch neither owners nor the time to go, and cannot lose the class of service. */
function keptByStatus(object: Draft, before: KubeObject): Draft {
  const owners = before.metadata.ownerReferences;
  const metadata =
    object.metadata.ownerReferences === owners ? object.metadata : { ...object.metadata, ownerReferences: owners };
  const status =
    object.status?.qosClass || !before.status?.qosClass
      ? object.status
      : { ...object.status, qosClass: before.status.qosClass };
  return metadata === object.metadata && status === object.status ? object : { ...object, metadata, status };
}

const UPDATABLE =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** validation.ValidatePodUpdate, without the difference it prints after the sentence. */
function onlyUpdatable(after: Draft, before: KubeObject): FieldError[] {
  const names = (spec: Draft): unknown => [
    ((spec.containers ?? []) as Draft[]).map(masked),
    ((spec.initContainers ?? []) as Draft[]).map(masked),
  ];
  const count = (spec: Draft): number => (spec.containers?.length ?? 0) as number;
  if (count(after.spec) !== count(before.spec))
    return [forbiddenField('spec.containers', 'pod updates may not add or remove containers')];
  const rest = ({
    containers: _containers,
    initContainers: _init,
    activeDeadlineSeconds: _deadline,
    tolerations: _tolerations,
    ...others
  }: Draft): Draft => others;
  const unchanged =
    equal(names(after.spec) as never, names(before.spec) as never) && equal(rest(after.spec), rest(before.spec));
  return unchanged ? [] : [forbiddenField('spec', `pod updates may not change fields other than ${UPDATABLE}`)];
}

const masked = ({ image: _image, ...container }: Draft): Draft => container;

type Amounts = Readonly<Record<string, string>>;

/** qos.GetPodQOS over cpu and memory of all containers. */
export function qosClass(spec: Draft): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const own = spec.resources as Draft | undefined;
  const holders = own?.limits || own?.requests ? [{ resources: own }] : containersOf(spec);
  let guaranteed = true;
  let any = false;
  for (const { resources } of holders as Draft[]) {
    const requests = (resources?.requests ?? {}) as Amounts;
    const limits = (resources?.limits ?? {}) as Amounts;
    for (const name of ['cpu', 'memory']) {
      if (positive(requests[name]) || positive(limits[name])) any = true;
      const equalBoth =
        positive(limits[name]) &&
        compareQuantities(quantityOf(requests[name] ?? limits[name]), quantityOf(limits[name])) === 0;
      if (!equalBoth) guaranteed = false;
    }
  }
  if (!any) return 'BestEffort';
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

const containersOf = (spec: Draft): Draft[] => [...(spec.containers ?? []), ...(spec.initContainers ?? [])];

const positive = (amount: string | undefined): boolean => amount !== undefined && quantityOf(amount).nano > 0n;
