import { dns1123Label } from '../names.ts';
import { quantityOf } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { validateNoBacksteps } from './containers.ts';
import { at, child, duplicate, forbiddenField, invalids, invalidValue, notSupported, required } from './errors.ts';

/** Volumes of a pod (validation.ValidateVolumes): the usual sources in full, rarer ones by name only. */

type CheckSource = (source: Draft, path: string) => FieldError[];

const none: CheckSource = () => [];
const needs =
  (field: string): CheckSource =>
  (source, path) =>
    source[field] ? [] : [required(child(path, field))];

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** In the order upstream looks at them: the first is the volume's, any further one is forbidden. */
const SOURCES: readonly (readonly [name: string, check: CheckSource])[] = [
  [
    'emptyDir',
    (source, path) =>
      source.sizeLimit !== undefined && quantityOf(source.sizeLimit).nano < 0n
        ? [forbiddenField(child(path, 'sizeLimit'), 'SizeLimit field must be a valid resource quantity')]
        : [],
  ],
  [
    'hostPath',
    (source, path) =>
      source.path
        ? [
            ...validateNoBacksteps(source.path, child(path, 'path')),
            ...(HOST_PATH_TYPES.includes(source.type ?? '')
              ? []
              : [notSupported(child(path, 'type'), source.type, HOST_PATH_TYPES)]),
          ]
        : [required(child(path, 'path'))],
  ],
  ['gitRepo', needs('repository')],
  ['gcePersistentDisk', none],
  ['awsElasticBlockStore', none],
  ['secret', keyed('secretName')],
  ['nfs', (source, path) => [...needs('server')(source, path), ...needs('path')(source, path)]],
  ['iscsi', none],
  ['glusterfs', none],
  ['flocker', none],
  ['persistentVolumeClaim', needs('claimName')],
  ['rbd', none],
  ['cinder', none],
  ['cephfs', none],
  ['quobyte', none],
  ['downwardAPI', none],
  ['fc', none],
  ['flexVolume', none],
  ['configMap', keyed('name')],
  ['azureFile', none],
  ['vsphereVolume', none],
  ['photonPersistentDisk', none],
  ['portworxVolume', none],
  ['azureDisk', none],
  ['storageos', none],
  ['projected', none],
  ['scaleIO', none],
  ['csi', needs('driver')],
  ['ephemeral', none],
  ['image', none],
];

function keyed(nameField: string): CheckSource {
  return (source, path) => {
    const errors = needs(nameField)(source, path);
    const mode = source.defaultMode as number | undefined;
    if (mode !== undefined && (mode > 0o777 || mode < 0))
      errors.push(invalidValue(child(path, 'defaultMode'), mode, MODE));
    ((source.items ?? []) as Draft[]).forEach((item, index) => {
      const place = at(child(path, 'items'), index);
      if (!item.key) errors.push(required(child(place, 'key')));
      if (!item.path) errors.push(required(child(place, 'path')));
    });
    return errors;
  };
}

/** The errors, and the names that mounts may use: only those of volumes without an error. */
export function validateVolumes(
  volumes: readonly Draft[] | undefined,
  path: string,
): { names: ReadonlySet<string>; errors: FieldError[] } {
  const names = new Set<string>();
  const errors: FieldError[] = [];
  (volumes ?? []).forEach((volume, index) => {
    const place = at(path, index);
    const name = (volume.name ?? '') as string;
    const found = validateSource(volume, place);
    if (name === '') found.push(required(child(place, 'name')));
    else found.push(...invalids(child(place, 'name'), name, dns1123Label(name)));
    if (names.has(name)) found.push(duplicate(child(place, 'name'), name));
    if (found.length === 0) names.add(name);
    errors.push(...found);
  });
  return { names, errors };
}

function validateSource(volume: Draft, path: string): FieldError[] {
  const given = SOURCES.filter(([name]) => volume[name] !== undefined);
  return given.flatMap(([name, check], index) =>
    index === 0
      ? check(volume[name], child(path, name))
      : [forbiddenField(child(path, name), 'may not specify more than 1 volume type')],
  );
}
