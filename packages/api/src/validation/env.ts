import { configMapKey, dns1123Label, dns1123Subdomain, envVarName, qualifiedName } from '../names.ts';
import { quantityOf } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { at, child, invalids, invalidValue, notSupported, required } from './errors.ts';
import { validateNoBacksteps } from './paths.ts';

/** Environment variables and where they come from (validation.ValidateEnv, ValidateEnvFrom). */

export function validateEnv(env: readonly Draft[] | undefined, path: string): FieldError[] {
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
  if (source.fileKeyRef) errors.push(...validateFileKeyRef(source.fileKeyRef, child(path, 'fileKeyRef')));
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

/** What an update of the pod's own fields can tell a container; `known` are those without a subscript. */
export function validateFieldRef(reference: Draft, path: string, known: readonly string[] = ENV_FIELDS): FieldError[] {
  const field = (reference.fieldPath ?? '') as string;
  const place = child(path, 'fieldPath');
  const version = reference.apiVersion as string;
  if (field === '') return [required(place)];
  const [, map, key = ''] = /^(.*)\['([^']*)'\]$/.exec(field) ?? [];
  const wrong = (text: string) => [invalidValue(place, field, `error converting fieldPath: ${text}`)];
  if (version !== 'v1') return wrong(`unsupported pod version: ${version}`);
  if (map === 'metadata.annotations') return invalids(path, key, qualifiedName(key.toLowerCase()));
  if (map === 'metadata.labels') return invalids(path, key, qualifiedName(key));
  if (map !== undefined) return wrong(`field label does not support subscript: ${field}`);
  const internal = field === 'spec.host' ? 'spec.nodeName' : field;
  if (known.includes(internal)) return [];
  return CONVERTIBLE.includes(internal)
    ? [notSupported(place, internal, known)]
    : wrong(`field label not supported: ${field}`);
}

/** Fields of a pod that can be named and not every place can have (podshelper.ConvertDownwardAPIFieldLabel). */
const CONVERTIBLE = [
  ...ENV_FIELDS, 'metadata.labels', 'metadata.annotations', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase',
]; // biome-ignore format: a table

const RESOURCE_FIELDS = [
  'limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage',
  'requests.memory',
]; // biome-ignore format: a table

/** In a volume the container must be named, in a container it need not be. */
export function validateResourceRef(reference: Draft, path: string, inVolume = false): FieldError[] {
  const resource = (reference.resource ?? '') as string;
  const errors: FieldError[] = [];
  if (inVolume && !reference.containerName) errors.push(required(child(path, 'containerName')));
  else if (resource === '') errors.push(required(child(path, 'resource')));
  else if (!RESOURCE_FIELDS.includes(resource) && !HUGE.test(resource))
    errors.push(notSupported(child(path, 'resource'), resource, RESOURCE_FIELDS));
  return [...errors, ...validateDivisor(resource, reference.divisor, child(path, 'divisor'))];
}

const HUGE = /^(limits|requests)\.hugepages-/;
const SIZES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** What an amount may be counted in. */
function validateDivisor(resource: string, divisor: string | undefined, path: string): FieldError[] {
  if (divisor === undefined || quantityOf(divisor).nano === 0n) return [];
  const only = (units: string, what: string) => [
    invalidValue(path, resource, `only divisor's values ${units} are supported with the ${what} resource`),
  ];
  const [, of = ''] = resource.split('.');
  if (of === 'cpu') return ['1m', '1'].includes(divisor) ? [] : only('1m and 1', 'cpu');
  const what =
    of === 'memory'
      ? 'memory'
      : of === 'ephemeral-storage'
        ? 'local ephemeral storage'
        : HUGE.test(resource)
          ? 'hugepages'
          : undefined;
  return what === undefined || SIZES.includes(divisor) ? [] : only(SIZES.join(', '), what);
}

function validateFileKeyRef(reference: Draft, path: string): FieldError[] {
  const { key = '', volumeName = '', path: file = '' } = reference;
  const [keyAt, volumeAt, fileAt] = [child(path, 'key'), child(path, 'volumeName'), child(path, 'path')];
  return [
    ...(key === '' ? [required(keyAt)] : invalids(keyAt, key, envVarName(key))),
    ...(volumeName === '' ? [required(volumeAt)] : invalids(volumeAt, volumeName, dns1123Label(volumeName))),
    ...(file === '' ? [required(fileAt)] : validateNoBacksteps(file, fileAt)),
  ];
}

function validateKeyRef(reference: Draft, path: string): FieldError[] {
  const errors = invalids(child(path, 'name'), reference.name ?? '', dns1123Subdomain(reference.name ?? ''));
  if (!reference.key) return [...errors, required(child(path, 'key'))];
  return [...errors, ...invalids(child(path, 'key'), reference.key, configMapKey(reference.key))];
}

export function validateEnvFrom(sources: readonly Draft[] | undefined, path: string): FieldError[] {
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
