import { httpHeaderName, portName, portNumber } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { child, forbiddenField, invalids, invalidValue, nonNegative, notSupported, required } from './errors.ts';

/** Probes and lifecycle hooks: what they run, and their numbers. */

export function validateProbes(container: Draft, path: string, grace: number | undefined): FieldError[] {
  return (['livenessProbe', 'readinessProbe', 'startupProbe'] as const).flatMap(name => {
    const probe = container[name] as Draft | undefined;
    if (probe === undefined) return [];
    const place = child(path, name);
    const errors = validateProbe(probe, place, grace);
    if (name === 'readinessProbe') {
      const own = probe.terminationGracePeriodSeconds;
      if (own !== undefined)
        errors.push(
          invalidValue(child(place, 'terminationGracePeriodSeconds'), own, 'must not be set for readinessProbes'),
        );
    } else if (probe.successThreshold !== 1)
      errors.push(invalidValue(child(place, 'successThreshold'), probe.successThreshold, 'must be 1'));
    return errors;
  });
}

const COUNTS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

function validateProbe(probe: Draft, path: string, grace: number | undefined): FieldError[] {
  const errors = validateHandler(probe, path, grace);
  for (const field of COUNTS) errors.push(...nonNegative(child(path, field), probe[field]));
  const own = probe.terminationGracePeriodSeconds as number | undefined;
  if (own !== undefined && own <= 0)
    errors.push(invalidValue(child(path, 'terminationGracePeriodSeconds'), own, 'must be greater than 0'));
  return errors;
}

export function validateLifecycle(lifecycle: Draft | undefined, path: string, grace: number | undefined): FieldError[] {
  return ['postStart', 'preStop'].flatMap(hook =>
    lifecycle?.[hook] === undefined ? [] : validateHandler(lifecycle[hook], child(path, hook), grace),
  );
}

const ACTIONS: readonly (readonly [
  string,
  (action: Draft, path: string, grace: number | undefined) => FieldError[],
])[] = [
  ['exec', (exec, path) => (exec.command?.length ? [] : [required(child(path, 'command'))])],
  ['httpGet', validateHttpGet],
  ['tcpSocket', (tcp, path) => validatePort(tcp.port ?? 0, child(path, 'port'))],
  ['grpc', (grpc, path) => validatePort(grpc.port ?? 0, child(path, 'port'))],
  ['sleep', validateSleep],
];

function validateHandler(handler: Draft, path: string, grace: number | undefined): FieldError[] {
  const given = ACTIONS.filter(([name]) => handler[name] !== undefined);
  if (given.length === 0) return [required(path, 'must specify a handler type')];
  return given.flatMap(([name, validate], index) =>
    index === 0
      ? validate(handler[name], child(path, name), grace)
      : [forbiddenField(child(path, name), 'may not specify more than 1 handler type')],
  );
}

function validateHttpGet(get: Draft, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!get.path) errors.push(required(child(path, 'path')));
  errors.push(...validatePort(get.port ?? 0, child(path, 'port')));
  if (get.scheme !== 'HTTP' && get.scheme !== 'HTTPS')
    errors.push(notSupported(child(path, 'scheme'), get.scheme ?? '', ['HTTP', 'HTTPS']));
  for (const header of (get.httpHeaders ?? []) as Draft[])
    errors.push(...invalids(child(path, 'httpHeaders'), header.name ?? '', httpHeaderName(header.name ?? '')));
  return errors;
}

function validateSleep(sleep: Draft, path: string, grace: number | undefined): FieldError[] {
  const seconds = (sleep.seconds ?? 0) as number;
  const limit = grace ?? 0;
  return seconds < 0 || seconds > limit
    ? [invalidValue(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${limit})`)]
    : [];
}

export const validatePort = (port: number | string, path: string): FieldError[] =>
  invalids(path, port, typeof port === 'number' ? portNumber(port) : portName(port));
