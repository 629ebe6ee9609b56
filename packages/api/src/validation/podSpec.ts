import { dns1123Label, dns1123Subdomain, inRange, labelValue, qualifiedName } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { validateAffinity, validateSpread } from './affinity.ts';
import { validateContainers, validateInitContainers } from './containers.ts';
import { at, child, forbiddenField, invalids, invalidValue, notFoundValue, notSupported, required } from './errors.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';
import {
  claimNames,
  validateClaims,
  validateDns,
  validateGates,
  validateHostAliases,
  validateHostname,
  validateHostUsers,
  validateOS,
  validatePodResources,
} from './podParts.ts';
import { validateResources } from './resources.ts';
import { validatePodSecurity } from './security.ts';
import { validateVolumes } from './volumes.ts';

/** validation.ValidatePodTemplateSpec. Labels and annotations are told at `template.labels`, as upstream does. */
export function validateTemplate(template: Draft, path: string): FieldError[] {
  const metadata = template.metadata as Draft | undefined;
  const errors = [
    ...validateLabels(metadata?.labels, child(path, 'labels')),
    ...validateAnnotations(metadata?.annotations, child(path, 'annotations')),
    ...validatePodSpec((template.spec ?? {}) as Draft, child(path, 'spec')),
  ];
  if (template.spec?.ephemeralContainers?.length > 0)
    errors.push(
      forbiddenField(child(path, 'spec.ephemeralContainers'), 'ephemeral containers not allowed in pod template'),
    );
  return errors;
}

const RESTARTS = ['Always', 'OnFailure', 'Never'];
const DNS = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MAX_INT32 = 2147483647;

export function validatePodSpec(spec: Draft, path: string): FieldError[] {
  const { names, errors } = validateVolumes(spec.volumes, child(path, 'volumes'));
  const pod = {
    volumes: names,
    grace: spec.terminationGracePeriodSeconds as number | undefined,
    restartPolicy: spec.restartPolicy as string | undefined,
    claims: claimNames(spec.resourceClaims),
    ownUsers: spec.hostUsers === false,
  };
  errors.push(...validateClaims(spec.resourceClaims, child(path, 'resourceClaims')));
  errors.push(...validateContainers(spec.containers, child(path, 'containers'), pod));
  errors.push(...validateInitContainers(spec.initContainers, spec.containers, child(path, 'initContainers'), pod));
  errors.push(...validatePodResources(spec, path));
  errors.push(...validateHostNetwork(spec, path));
  if (!RESTARTS.includes(spec.restartPolicy))
    errors.push(notSupported(child(path, 'restartPolicy'), spec.restartPolicy, RESTARTS));
  if (!DNS.includes(spec.dnsPolicy)) errors.push(notSupported(child(path, 'dnsPolicy'), spec.dnsPolicy, DNS));
  errors.push(...validateLabels(spec.nodeSelector, child(path, 'nodeSelector')));
  errors.push(...validatePodSecurity(spec.securityContext, child(path, 'securityContext')));
  errors.push(...validateAffinity(spec.affinity, child(path, 'affinity')));
  errors.push(...validateDns(spec.dnsConfig, spec.dnsPolicy, child(path, 'dnsConfig')));
  errors.push(...validateGates(spec, path));
  errors.push(...validateSpread(spec.topologySpreadConstraints, child(path, 'topologySpreadConstraints')));
  errors.push(...validateHostUsers(spec, path));
  errors.push(...validateHostname(spec, path));
  errors.push(...validateNamesOf(spec, path));
  errors.push(...validateTolerations(spec.tolerations, child(path, 'tolerations')));
  errors.push(...validateHostAliases(spec.hostAliases, child(path, 'hostAliases')));
  errors.push(...validateClassesOf(spec, path));
  errors.push(...validateResources({ limits: spec.overhead }, child(path, 'overhead')));
  errors.push(...validateOS(spec, path));
  return [...errors, ...validateFileKeyVolumes(spec, path)];
}

/** Variables read from files: the volume must be one that other containers can write to. */
function validateFileKeyVolumes(spec: Draft, path: string): FieldError[] {
  const volumes = (spec.volumes ?? []) as readonly Draft[];
  return ['initContainers', 'containers'].flatMap(kind =>
    ((spec[kind] ?? []) as Draft[]).flatMap((container, i) =>
      ((container.env ?? []) as Draft[]).flatMap((variable, j) => {
        const name = variable.valueFrom?.fileKeyRef?.volumeName as string | undefined;
        if (variable.valueFrom?.fileKeyRef === undefined) return [];
        const volume = volumes.find(v => v.name === name);
        const place = `${at(child(at(child(path, kind), i), 'env'), j)}.valueFrom.fileKeyRef.volumeName`;
        if (volume === undefined) return [notFoundValue(place, name ?? '')];
        return volume.emptyDir === undefined
          ? [invalidValue(place, name, 'referenced volume must be of type emptyDir')]
          : [];
      }),
    ),
  );
}

/** On the host's network a container's port is the host's. */
function validateHostNetwork(spec: Draft, path: string): FieldError[] {
  if (spec.hostNetwork !== true) return [];
  return ((spec.containers ?? []) as Draft[]).flatMap((container, index) =>
    ((container.ports ?? []) as Draft[]).flatMap((port, i) =>
      port.hostPort && port.hostPort !== port.containerPort
        ? [
            invalidValue(
              at(child(at(child(path, 'containers'), index), 'ports'), i).concat('.hostPort'),
              port.hostPort,
              'must match `containerPort` when `hostNetwork` is true',
            ),
          ]
        : [],
    ),
  );
}

function validateNamesOf(spec: Draft, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['serviceAccountName', 'nodeName'])
    if (spec[field]) errors.push(...invalids(child(path, field), spec[field], dns1123Subdomain(spec[field])));
  const deadline = spec.activeDeadlineSeconds as number | undefined;
  if (deadline !== undefined && (deadline < 1 || deadline > MAX_INT32))
    errors.push(invalidValue(child(path, 'activeDeadlineSeconds'), deadline, inRange(1, MAX_INT32)));
  for (const field of ['hostname', 'subdomain'])
    if (spec[field]) errors.push(...invalids(child(path, field), spec[field], dns1123Label(spec[field])));
  return errors;
}

function validateClassesOf(spec: Draft, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['priorityClassName', 'runtimeClassName'])
    if (spec[field]) errors.push(...invalids(child(path, field), spec[field], dns1123Subdomain(spec[field])));
  const preemption = spec.preemptionPolicy as string | undefined;
  const policies = ['PreemptLowerPriority', 'Never'];
  if (preemption !== undefined && !policies.includes(preemption))
    errors.push(notSupported(child(path, 'preemptionPolicy'), preemption, policies));
  return errors;
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateTolerations(tolerations: readonly Draft[] | undefined, path: string): FieldError[] {
  return (tolerations ?? []).flatMap((toleration, index) => {
    const place = at(path, index);
    const operator = child(place, 'operator');
    const { key = '', value = '', effect = '' } = toleration as Readonly<Record<string, string>>;
    const kind = (toleration.operator ?? '') as string;
    const errors = key === '' ? [] : invalids(child(place, 'key'), key, qualifiedName(key));
    if (key === '' && kind !== 'Exists')
      errors.push(
        invalidValue(
          operator,
          kind,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute')
      errors.push(
        invalidValue(child(place, 'effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"),
      );
    if (kind === '' || kind === 'Equal') {
      const wrong = labelValue(value);
      if (wrong.length > 0) errors.push(invalidValue(operator, value, wrong.join(';')));
    } else if (kind === 'Exists') {
      if (value !== '') errors.push(invalidValue(operator, value, "value must be empty when `operator` is 'Exists'"));
    } else
      errors.push(
        notSupported(
          operator,
          kind,
          kind === 'Lt' || kind === 'Gt' ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists'],
        ),
      );
    if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported(child(place, 'effect'), effect, EFFECTS));
    return errors;
  });
}

/** What is required of a pod and not of a template. */
export function validatePodOnly(spec: Draft): FieldError[] {
  const errors: FieldError[] = [];
  for (const list of ['containers', 'initContainers'])
    ((spec[list] ?? []) as Draft[]).forEach((container, index) => {
      const image = (container.image ?? '') as string;
      if (image !== image.trim())
        errors.push(
          invalidValue(`spec.${list}[${index}].image`, image, 'must not have leading or trailing whitespace'),
        );
    });
  ((spec.volumes ?? []) as Draft[]).forEach((volume, i) => {
    if (volume.image !== undefined && !volume.image.reference)
      errors.push(required(`spec.volumes[${i}].image.reference`));
  });
  if (spec.ephemeralContainers?.length > 0)
    errors.push(forbiddenField('spec.ephemeralContainers', 'cannot be set on create'));
  return errors;
}
