import { configMapKey, dns1123Label, dns1123Subdomain, envVarName, portName, portNumber } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import {
  at,
  child,
  duplicate,
  forbiddenField,
  invalids,
  invalidValue,
  notFoundValue,
  notSupported,
  required,
} from './errors.ts';
import { validateLifecycle, validateProbes } from './handlers.ts';
import { validateResources } from './resources.ts';

/** Containers of a pod spec (validation.validateContainers and what it calls). */

export interface PodParts {
  readonly volumes: ReadonlySet<string>;
  readonly grace: number | undefined;
}

export function validateContainers(
  containers: readonly Draft[] | undefined,
  path: string,
  pod: PodParts,
): FieldError[] {
  if (containers === undefined || containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, index) => {
    const place = at(path, index);
    const found = validateCommon(container, place, pod);
    const name = (container.name ?? '') as string;
    if (names.has(name)) found.push(duplicate(child(place, 'name'), name));
    names.add(name);
    found.push(...validateLifecycle(container.lifecycle, child(place, 'lifecycle'), pod.grace));
    found.push(...validateProbes(container, place, pod.grace));
    if (container.restartPolicy !== undefined) found.push(...validateContainerRestart(container, place));
    return found;
  });
  return [...errors, ...hostPortConflicts(containers, path)];
}

function validateContainerRestart(container: Draft, path: string): FieldError[] {
  const policies = ['Always', 'Never', 'OnFailure'];
  return policies.includes(container.restartPolicy)
    ? []
    : [notSupported(child(path, 'restartPolicy'), container.restartPolicy, policies)];
}

export function validateInitContainers(
  containers: readonly Draft[] | undefined,
  regular: readonly Draft[] | undefined,
  path: string,
  pod: PodParts,
): FieldError[] {
  const names = new Set((regular ?? []).map(container => container.name as string));
  return (containers ?? []).flatMap((container, index) => {
    const place = at(path, index);
    const errors = validateCommon(container, place, pod);
    if (container.restartPolicy !== undefined) errors.push(...validateContainerRestart(container, place));
    const name = (container.name ?? '') as string;
    if (names.has(name)) errors.push(duplicate(child(place, 'name'), name));
    else if (name !== '') names.add(name);
    errors.push(...hostPortConflicts([container], path));
    if (container.restartPolicy === 'Always')
      return [
        ...errors,
        ...validateLifecycle(container.lifecycle, child(place, 'lifecycle'), pod.grace),
        ...validateProbes(container, place, pod.grace),
      ];
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])
      if (container[field] !== undefined)
        errors.push(
          forbiddenField(child(place, field), 'may not be set for init containers without restartPolicy=Always'),
        );
    return errors;
  });
}

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

function validateCommon(container: Draft, path: string, pod: PodParts): FieldError[] {
  const errors: FieldError[] = [];
  const name = (container.name ?? '') as string;
  if (name === '') errors.push(required(child(path, 'name')));
  else errors.push(...invalids(child(path, 'name'), name, dns1123Label(name)));
  if (!container.image) errors.push(required(child(path, 'image')));
  if (!MESSAGE_POLICIES.includes(container.terminationMessagePolicy))
    errors.push(
      notSupported(child(path, 'terminationMessagePolicy'), container.terminationMessagePolicy, MESSAGE_POLICIES),
    );
  errors.push(...validatePorts(container.ports, child(path, 'ports')));
  errors.push(...validateEnv(container.env, child(path, 'env')));
  errors.push(...validateEnvFrom(container.envFrom, child(path, 'envFrom')));
  errors.push(...validateMounts(container.volumeMounts, child(path, 'volumeMounts'), pod.volumes));
  if (!PULL_POLICIES.includes(container.imagePullPolicy))
    errors.push(notSupported(child(path, 'imagePullPolicy'), container.imagePullPolicy, PULL_POLICIES));
  errors.push(...validateResources(container.resources, child(path, 'resources')));
  errors.push(...validateSecurity(container.securityContext, child(path, 'securityContext')));
  return errors;
}

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

function validatePorts(ports: readonly Draft[] | undefined, path: string): FieldError[] {
  const names = new Set<string>();
  return (ports ?? []).flatMap((port, index) => {
    const place = at(path, index);
    const errors: FieldError[] = [];
    if (port.name) {
      const wrong = portName(port.name);
      // upstream reuses the index of the port for that of the message, and its later errors then name that one
      if (wrong.length > 0) errors.push(...invalids(child(place, 'name'), port.name, wrong));
      else if (names.has(port.name)) errors.push(duplicate(child(place, 'name'), port.name));
      else names.add(port.name);
    }
    if (!port.containerPort) errors.push(required(child(place, 'containerPort')));
    else errors.push(...invalids(child(place, 'containerPort'), port.containerPort, portNumber(port.containerPort)));
    if (port.hostPort) errors.push(...invalids(child(place, 'hostPort'), port.hostPort, portNumber(port.hostPort)));
    if (!PROTOCOLS.includes(port.protocol))
      errors.push(notSupported(child(place, 'protocol'), port.protocol, PROTOCOLS));
    return errors;
  });
}

function validateEnv(env: readonly Draft[] | undefined, path: string): FieldError[] {
  return (env ?? []).flatMap((variable, index) => {
    const place = at(path, index);
    const name = (variable.name ?? '') as string;
    const errors =
      name === '' ? [required(child(place, 'name'))] : invalids(child(place, 'name'), name, envVarName(name));
    return [...errors, ...validateValueFrom(variable, child(place, 'valueFrom'))];
  });
}

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

function validateValueFrom(variable: Draft, path: string): FieldError[] {
  const source = variable.valueFrom as Draft | undefined;
  if (source === undefined) return [];
  const errors: FieldError[] = [];
  if (source.fieldRef) errors.push(...validateFieldRef(source.fieldRef, child(path, 'fieldRef')));
  if (source.resourceFieldRef)
    errors.push(...validateResourceRef(source.resourceFieldRef, child(path, 'resourceFieldRef')));
  for (const kind of ['configMapKeyRef', 'secretKeyRef'])
    if (source[kind]) errors.push(...validateKeyRef(source[kind], child(path, kind)));
  const count = SOURCES.filter(kind => source[kind] !== undefined).length;
  if (count === 0)
    errors.push(
      invalidValue(
        path,
        '',
        'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      ),
    );
  else if (variable.value) errors.push(invalidValue(path, '', 'may not be specified when `value` is not empty'));
  else if (count > 1) errors.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
  return errors;
}

const ENV_FIELDS = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP',
  'status.hostIPs', 'status.podIP', 'status.podIPs',
]; // biome-ignore format: a table

function validateFieldRef(reference: Draft, path: string): FieldError[] {
  const field = (reference.fieldPath ?? '') as string;
  if (field === '') return [required(child(path, 'fieldPath'))];
  if (/^metadata\.(labels|annotations)\['.*'\]$/.test(field)) return [];
  if (field === 'spec.host' || ENV_FIELDS.includes(field)) return [];
  if (
    ['metadata.labels', 'metadata.annotations', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase'].includes(
      field,
    )
  )
    return [notSupported(child(path, 'fieldPath'), field, ENV_FIELDS)];
  return [
    invalidValue(child(path, 'fieldPath'), field, `error converting fieldPath: field label not supported: ${field}`),
  ];
}

const RESOURCE_FIELDS = [
  'limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage',
  'requests.memory',
]; // biome-ignore format: a table

function validateResourceRef(reference: Draft, path: string): FieldError[] {
  const resource = (reference.resource ?? '') as string;
  if (resource === '') return [required(child(path, 'resource'))];
  if (RESOURCE_FIELDS.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource)) return [];
  return [notSupported(child(path, 'resource'), resource, RESOURCE_FIELDS)];
}

function validateKeyRef(reference: Draft, path: string): FieldError[] {
  const errors = invalids(child(path, 'name'), reference.name ?? '', dns1123Subdomain(reference.name ?? ''));
  if (!reference.key) return [...errors, required(child(path, 'key'))];
  return [...errors, ...invalids(child(path, 'key'), reference.key, configMapKey(reference.key))];
}

function validateEnvFrom(sources: readonly Draft[] | undefined, path: string): FieldError[] {
  return (sources ?? []).flatMap((source, index) => {
    const place = at(path, index);
    const errors = source.prefix ? invalids(child(place, 'prefix'), source.prefix, envVarName(source.prefix)) : [];
    for (const kind of ['configMapRef', 'secretRef']) {
      const reference = source[kind] as Draft | undefined;
      if (reference === undefined) continue;
      const name = (reference.name ?? '') as string;
      if (name === '') errors.push(required(child(child(place, kind), 'name')));
      else errors.push(...invalids(child(child(place, kind), 'name'), name, dns1123Subdomain(name)));
    }
    if (!source.configMapRef && !source.secretRef)
      errors.push(invalidValue(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (source.configMapRef && source.secretRef)
      errors.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}

function validateMounts(
  mounts: readonly Draft[] | undefined,
  path: string,
  volumes: ReadonlySet<string>,
): FieldError[] {
  const seen = new Set<string>();
  return (mounts ?? []).flatMap((mount, index) => {
    const place = at(path, index);
    const errors: FieldError[] = [];
    const name = (mount.name ?? '') as string;
    const mountPath = (mount.mountPath ?? '') as string;
    if (name === '') errors.push(required(child(place, 'name')));
    if (!volumes.has(name)) errors.push(notFoundValue(child(place, 'name'), name));
    if (mountPath === '') errors.push(required(child(place, 'mountPath')));
    if (seen.has(mountPath)) errors.push(invalidValue(child(place, 'mountPath'), mountPath, 'must be unique'));
    seen.add(mountPath);
    // these paths lack the index, upstream too
    if (mount.subPath) errors.push(...validateDescending(mount.subPath, child(path, 'subPath')));
    if (mount.subPathExpr) {
      if (mount.subPath)
        errors.push(
          invalidValue(
            child(place, 'subPathExpr'),
            mount.subPathExpr,
            'subPathExpr and subPath are mutually exclusive',
          ),
        );
      errors.push(...validateDescending(mount.subPathExpr, child(path, 'subPathExpr')));
    }
    return errors;
  });
}

function validateDescending(target: string, path: string): FieldError[] {
  const errors = target.startsWith('/') ? [invalidValue(path, target, 'must be a relative path')] : [];
  return [...errors, ...validateNoBacksteps(target, path)];
}

export const validateNoBacksteps = (target: string, path: string): FieldError[] =>
  target.split('/').includes('..') ? [invalidValue(path, target, "must not contain '..'")] : [];

function hostPortConflicts(containers: readonly Draft[], path: string): FieldError[] {
  const seen = new Set<string>();
  return containers.flatMap((container, index) =>
    ((container.ports ?? []) as Draft[]).flatMap((port, i) => {
      if (!port.hostPort) return [];
      const text = `${port.protocol}/${port.hostIP ?? ''}/${port.hostPort}`;
      if (seen.has(text)) return [duplicate(child(at(child(at(path, index), 'ports'), i), 'hostPort'), text)];
      seen.add(text);
      return [];
    }),
  );
}

function validateSecurity(context: Draft | undefined, path: string): FieldError[] {
  if (context === undefined) return [];
  const errors: FieldError[] = [];
  for (const field of ['runAsUser', 'runAsGroup']) {
    const id = context[field] as number | undefined;
    if (id !== undefined && (id < 0 || id > 2147483647))
      errors.push(invalidValue(child(path, field), id, 'must be between 0 and 2147483647, inclusive'));
  }
  if (context.allowPrivilegeEscalation === false && context.privileged === true)
    errors.push(invalidValue(path, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
  return errors;
}
