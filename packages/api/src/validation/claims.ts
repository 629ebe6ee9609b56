import { dns1123Subdomain } from '../names.ts';
import { quantityOf } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { child, forbiddenField, invalids, invalidValue, key, notSupported, required } from './errors.ts';
import { validateSelector } from './selector.ts';

/** Claims of storage (validation.ValidatePersistentVolumeClaimSpec), their own and those in templates. */

const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];

export function validateClaimSpec(spec: Draft, path: string): FieldError[] {
  const modes = (spec.accessModes ?? []) as readonly string[];
  const place = child(path, 'accessModes');
  const errors: FieldError[] = modes.length === 0 ? [required(place, 'at least 1 access mode is required')] : [];
  errors.push(...validateSelector(spec.selector, child(path, 'selector')));
  for (const mode of modes) if (!MODES.includes(mode)) errors.push(notSupported(place, mode, MODES));
  const alone = 'ReadWriteOncePod';
  if (modes.includes(alone) && modes.some(mode => mode !== alone && MODES.includes(mode)))
    errors.push(forbiddenField(place, 'may not use ReadWriteOncePod with other access modes'));
  const storage = spec.resources?.requests?.storage as string | undefined;
  const storageAt = key(child(path, 'resources'), 'storage');
  if (storage === undefined) errors.push(required(storageAt));
  else if (quantityOf(storage).nano <= 0n) errors.push(invalidValue(storageAt, storage, 'must be greater than zero'));
  if (spec.storageClassName)
    errors.push(
      ...invalids(child(path, 'storageClassName'), spec.storageClassName, dns1123Subdomain(spec.storageClassName)),
    );
  if (spec.volumeMode !== undefined && !VOLUME_MODES.includes(spec.volumeMode))
    errors.push(notSupported(child(path, 'volumeMode'), spec.volumeMode, VOLUME_MODES));
  for (const field of ['dataSource', 'dataSourceRef'])
    if (spec[field] !== undefined) errors.push(...validateSource(spec[field], child(path, field)));
  return errors;
}

function validateSource({ name, kind = '', apiGroup = '' }: Draft, path: string): FieldError[] {
  const errors: FieldError[] = name ? [] : [required(child(path, 'name'))];
  if (kind === '') errors.push(required(child(path, 'kind')));
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim')
    errors.push(invalidValue(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  if (apiGroup !== '') errors.push(...invalids(child(path, 'apiGroup'), apiGroup, dns1123Subdomain(apiGroup)));
  return errors;
}
