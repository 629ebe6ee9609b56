import { dns1123Label, portName, portNumber } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { at, child, duplicate, forbiddenField, invalids, invalidValue, notSupported, required } from './errors.ts';
import { validateLifecycle, validateProbes } from './handlers.ts';
import { validateDevices, validateMounts } from './mounts.ts';
import { validateResources } from './resources.ts';
import { validateSecurity } from './security.ts';

/** Containers of a pod spec (validation.validateContainers and what it calls). */

/** What containers are held against of the pod they are in. */
export interface PodParts {
  /** By name, those without an error. */
  readonly volumes: ReadonlyMap<string, Draft>;
  readonly grace: number | undefined;
  readonly restartPolicy: string | undefined;
  /** Names of the pod's resource claims. */
  readonly claims: ReadonlySet<string>;
  /** The pod has user ids of its own (`hostUsers: false`). */
  readonly ownUsers: boolean;
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
    return [...found, ...validateRestart(container, place)];
  });
  return [...errors, ...hostPortConflicts(containers, path)];
}

const RESTARTS = ['Always', 'Never', 'OnFailure'];

/** validation.validateContainerRestartPolicy. */
function validateRestart(container: Draft, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const rules = (container.restartPolicyRules ?? []) as readonly Draft[];
  const policy = container.restartPolicy as string | undefined;
  const place = child(path, 'restartPolicy');
  if (policy === undefined) {
    if (rules.length === 0) return [];
    errors.push(required(place, 'must specify restartPolicy when restart rules are used'));
  } else if (!RESTARTS.includes(policy)) errors.push(notSupported(place, policy, RESTARTS));
  rules.forEach((rule, index) => {
    const here = at(child(path, 'restartPolicyRules'), index);
    if (rule.action !== 'Restart') errors.push(notSupported(child(here, 'action'), rule.action ?? '', ['Restart']));
    const codes = child(here, 'exitCodes');
    const operators = ['In', 'NotIn'];
    if (rule.exitCodes === undefined) errors.push(required(codes, 'must be specified'));
    else if (!operators.includes(rule.exitCodes.operator))
      errors.push(notSupported(child(codes, 'operator'), rule.exitCodes.operator ?? '', operators));
  });
  return errors;
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
    errors.push(...validateInitRestart(container, place));
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

/** One that always restarts runs beside the others: rules have nothing to decide for it. */
function validateInitRestart(container: Draft, path: string): FieldError[] {
  const rules = container.restartPolicyRules as readonly Draft[] | undefined;
  if (container.restartPolicy !== 'Always') return validateRestart(container, path);
  return rules === undefined || rules.length === 0
    ? []
    : [
        forbiddenField(
          child(path, 'restartPolicyRules'),
          'restartPolicyRules are not allowed for init containers with restart policy Always',
        ),
      ];
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
  errors.push(...validateMounts(container, child(path, 'volumeMounts'), pod.volumes));
  errors.push(...validateDevices(container, child(path, 'volumeDevices'), pod.volumes));
  if (!PULL_POLICIES.includes(container.imagePullPolicy))
    errors.push(notSupported(child(path, 'imagePullPolicy'), container.imagePullPolicy, PULL_POLICIES));
  errors.push(...validateResources(container.resources, child(path, 'resources'), 'container', pod.claims));
  errors.push(...validateResizes(container.resizePolicy, child(path, 'resizePolicy'), pod.restartPolicy));
  errors.push(...validateSecurity(container.securityContext, child(path, 'securityContext'), pod.ownUsers));
  return errors;
}

const RESIZABLE = ['cpu', 'memory'];
const RESIZES = ['NotRequired', 'RestartContainer'];

/** validation.validateResizePolicy: its paths lack the index where the value is wrong. */
function validateResizes(policies: readonly Draft[] | undefined, path: string, restart: string | undefined) {
  const seen = new Set<string>();
  return (policies ?? []).flatMap(({ resourceName = '', restartPolicy = '' }, index) => {
    const errors: FieldError[] = seen.has(resourceName) ? [duplicate(at(path, index), resourceName)] : [];
    seen.add(resourceName);
    if (resourceName === '') errors.push(required(path));
    else if (!RESIZABLE.includes(resourceName)) errors.push(notSupported(path, resourceName, RESIZABLE));
    if (restartPolicy === '') errors.push(required(path));
    else if (!RESIZES.includes(restartPolicy)) errors.push(notSupported(path, restartPolicy, RESIZES));
    if (restart === 'Never' && restartPolicy !== 'NotRequired')
      errors.push(invalidValue(path, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    return errors;
  });
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
