import type { KindInfo } from '../kinds.ts';
import type { Check } from '../names.ts';
import { byteLength, dns1035Label, dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { at, child, forbiddenField, invalids, invalidValue, nonNegative, required, tooLongValue } from './errors.ts';

/** How each kind may be called where it is not a DNS-1123 subdomain. */
const NAME_CHECKS: Readonly<Record<string, Check>> = {
  Namespace: dns1123Label,
  Service: dns1035Label,
  StatefulSet: dns1123Label,
};

const ANNOTATIONS_LIMIT = 256 * 1024;

type Texts = Readonly<Record<string, string>> | undefined;

/** validation.ValidateObjectMeta of a new or changed object. */
export function validateMetadata(object: Draft, info: KindInfo): FieldError[] {
  const metadata = object.metadata as Draft;
  const check = NAME_CHECKS[info.kind] ?? dns1123Subdomain;
  const errors: FieldError[] = [];
  // a ReplicationController's prefix is not looked at: it is checked by declaration, after names are made
  if (metadata.generateName && info.kind !== 'ReplicationController')
    errors.push(...invalids('metadata.generateName', metadata.generateName, check(unfinished(metadata.generateName))));
  if (!metadata.name) errors.push(required('metadata.name', 'name or generateName is required'));
  else errors.push(...invalids('metadata.name', metadata.name, check(metadata.name)));
  errors.push(...validateNamespace(metadata.namespace, info));
  errors.push(...nonNegative('metadata.generation', metadata.generation));
  errors.push(...validateLabels(metadata.labels, 'metadata.labels'));
  errors.push(...validateAnnotations(metadata.annotations, 'metadata.annotations'));
  errors.push(...validateOwners(metadata.ownerReferences));
  return [...errors, ...validateFinalizers((metadata.finalizers ?? []) as string[])];
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

function validateFinalizers(finalizers: readonly string[]): FieldError[] {
  const path = 'metadata.finalizers';
  const errors = finalizers.flatMap(finalizer => invalids(path, finalizer, qualifiedName(finalizer)));
  if (['orphan', 'foregroundDeletion'].every(policy => finalizers.includes(policy)))
    errors.push(invalidValue(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  finalizers.forEach((finalizer, i) => {
    if (!finalizer.includes('/') && !STANDARD_FINALIZERS.includes(finalizer))
      errors.push(
        invalidValue(at(path, i), finalizer, 'name is neither a standard finalizer name nor is it fully qualified'),
      );
  });
  return errors;
}

/** A generated name may end in a dash: what follows makes it whole. */
const unfinished = (prefix: string): string => (prefix.endsWith('-') ? `${prefix.slice(0, -1)}a` : prefix);

function validateNamespace(namespace: string | undefined, info: KindInfo): FieldError[] {
  if (!info.namespaced) return namespace ? [forbiddenField('metadata.namespace', 'not allowed on this type')] : [];
  if (!namespace) return [required('metadata.namespace')];
  return invalids('metadata.namespace', namespace, dns1123Label(namespace));
}

const checkedLabels = new WeakSet<object>();

export function validateLabels(labels: Texts, path: string): FieldError[] {
  if (labels === undefined || checkedLabels.has(labels)) return [];
  const errors: FieldError[] = [];
  for (const [name, value] of Object.entries(labels)) {
    errors.push(...invalids(path, name, qualifiedName(name)));
    errors.push(...invalids(path, value, labelValue(value)));
  }
  if (errors.length === 0) checkedLabels.add(labels);
  return errors;
}

export function validateAnnotations(annotations: Texts, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const [name, value] of Object.entries(annotations ?? {})) {
    errors.push(...invalids(path, name, qualifiedName(name.toLowerCase())));
    size += byteLength(name) + byteLength(value);
  }
  if (size > ANNOTATIONS_LIMIT) errors.push(tooLongValue(path, ANNOTATIONS_LIMIT));
  return errors;
}

function validateOwners(owners: readonly Draft[] | undefined): FieldError[] {
  const path = 'metadata.ownerReferences';
  const errors: FieldError[] = [];
  let first: string | undefined;
  for (const owner of owners ?? []) {
    const version = (owner.apiVersion ?? '') as string;
    if (version === '' || version.endsWith('/') || version.split('/').length > 2)
      errors.push(invalidValue(child(path, 'apiVersion'), version, 'version must not be empty'));
    for (const field of ['kind', 'name', 'uid'])
      if (!owner[field]) errors.push(invalidValue(child(path, field), '', 'must not be empty'));
    if (version === 'v1' && owner.kind === 'Event')
      errors.push(invalidValue(path, owner, '/v1, Kind=Event is disallowed from being an owner'));
    if (owner.controller !== true) continue;
    const name = `${owner.kind}/${owner.name}`;
    if (first === undefined) first = name;
    else
      errors.push(
        invalidValue(
          path,
          owners,
          `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${name}`,
        ),
      );
  }
  return errors;
}

/** What may not change (validation.ValidateObjectMetaUpdate). */
export function validateMetadataUpdate(after: Draft, before: Draft): FieldError[] {
  const errors: FieldError[] = [];
  if (before.deletionTimestamp !== undefined) {
    const old = (before.finalizers ?? []) as string[];
    const extra = ((after.finalizers ?? []) as string[]).filter(name => !old.includes(name)).sort();
    if (extra.length > 0)
      errors.push(
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${extra.map(name => JSON.stringify(name)).join(', ')}}`,
        ),
      );
  }
  for (const field of ['name', 'namespace', 'uid'])
    if (after[field] !== before[field])
      errors.push(invalidValue(`metadata.${field}`, after[field] ?? '', 'field is immutable'));
  return errors;
}
