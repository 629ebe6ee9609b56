import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { at, child, forbiddenField, invalidValue, notFoundValue, notSupported, required } from './errors.ts';
import { validateDescending, validateNoBacksteps } from './paths.ts';

/** Volumes inside containers, as folders and as block devices (validation.ValidateVolumeMounts, ValidateVolumeDevices). */

export function validateMounts(container: Draft, path: string, volumes: ReadonlyMap<string, Draft>): FieldError[] {
  const seen = new Set<string>();
  const devices = (container.volumeDevices ?? []) as readonly Draft[];
  return ((container.volumeMounts ?? []) as readonly Draft[]).flatMap((mount, index) => {
    const place = at(path, index);
    const errors: FieldError[] = [];
    const name = (mount.name ?? '') as string;
    const mountPath = (mount.mountPath ?? '') as string;
    if (name === '') errors.push(required(child(place, 'name')));
    if (!volumes.has(name)) errors.push(notFoundValue(child(place, 'name'), name));
    if (mountPath === '') errors.push(required(child(place, 'mountPath')));
    if (seen.has(mountPath)) errors.push(invalidValue(child(place, 'mountPath'), mountPath, 'must be unique'));
    seen.add(mountPath);
    if (devices.some(device => device.name === name))
      errors.push(invalidValue(child(place, 'name'), name, 'must not already exist in volumeDevices'));
    if (devices.some(device => device.devicePath === mountPath))
      errors.push(
        invalidValue(child(place, 'mountPath'), mountPath, 'must not already exist as a path in volumeDevices'),
      );
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
    const privileged = container.securityContext?.privileged === true;
    errors.push(...validatePropagation(mount.mountPropagation, child(path, 'mountPropagation'), privileged));
    return [...errors, ...validateReadOnly(mount, child(path, 'recursiveReadOnly'))];
  });
}

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];

function validatePropagation(propagation: string | undefined, path: string, privileged: boolean): FieldError[] {
  if (propagation === undefined) return [];
  if (!PROPAGATIONS.includes(propagation)) return [notSupported(path, propagation, PROPAGATIONS)];
  return propagation === 'Bidirectional' && !privileged
    ? [forbiddenField(path, 'Bidirectional mount propagation is available only to privileged containers')]
    : [];
}

function validateReadOnly(mount: Draft, path: string): FieldError[] {
  const { recursiveReadOnly: wish, mountPropagation = 'None' } = mount;
  if (wish === undefined || wish === 'Disabled') return [];
  if (wish !== 'Enabled' && wish !== 'IfPossible')
    return [notSupported(path, wish, ['Disabled', 'Enabled', 'IfPossible'])];
  const errors: FieldError[] = [];
  if (mount.readOnly !== true) errors.push(forbiddenField(path, 'may only be specified when readOnly is true'));
  if (mountPropagation !== 'None')
    errors.push(forbiddenField(path, 'may only be specified when mountPropagation is None or not specified'));
  return errors;
}

export function validateDevices(container: Draft, path: string, volumes: ReadonlyMap<string, Draft>): FieldError[] {
  const [names, paths] = [new Set<string>(), new Set<string>()];
  const mounts = (container.volumeMounts ?? []) as readonly Draft[];
  return ((container.volumeDevices ?? []) as readonly Draft[]).flatMap(({ name = '', devicePath = '' }, index) => {
    const place = at(path, index);
    const volume = volumes.get(name);
    const [nameAt, pathAt] = [child(place, 'name'), child(place, 'devicePath')];
    const errors: FieldError[] = name === '' ? [required(nameAt)] : [];
    if (names.has(name)) errors.push(invalidValue(nameAt, name, 'must be unique'));
    if (volume === undefined) errors.push(notFoundValue(nameAt, name));
    else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined)
      errors.push(
        invalidValue(
          nameAt,
          name,
          'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
        ),
      );
    if (devicePath === '') errors.push(required(pathAt));
    if (paths.has(devicePath)) errors.push(invalidValue(pathAt, devicePath, 'must be unique'));
    if (validateNoBacksteps(devicePath, pathAt).length > 0)
      errors.push(invalidValue(pathAt, devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    if (mounts.some(mount => mount.name === name))
      errors.push(invalidValue(nameAt, name, 'must not already exist in volumeMounts'));
    if (mounts.some(mount => mount.mountPath === devicePath))
      errors.push(invalidValue(pathAt, devicePath, 'must not already exist as a path in volumeMounts'));
    if (name !== '') names.add(name);
    return errors;
  });
}
