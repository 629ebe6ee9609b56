import { dns1123Label, dns1123Subdomain } from '../names.ts';
import { quantityOf } from '../quantity.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import { validateClaimSpec } from './claims.ts';
import {
  at,
  child,
  duplicate,
  forbiddenField,
  invalids,
  invalidValue,
  notSupported,
  required,
  tooLongValue,
} from './errors.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';
import { validateNoBacksteps } from './paths.ts';
import { validateDownward, validateItem, validateMode, validateProjected } from './projections.ts';

/** Volumes of a pod (validation.ValidateVolumes): the usual sources in full, rarer ones by name only. */

type CheckSource = (source: Draft, path: string) => FieldError[];

const none: CheckSource = () => [];
const needs =
  (field: string): CheckSource =>
  (source, path) =>
    source[field]?.length > 0 ? [] : [required(child(path, field))];
const all =
  (...checks: readonly CheckSource[]): CheckSource =>
  (source, path) =>
    checks.flatMap(check => check(source, path));

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

const PULLS = ['Always', 'IfNotPresent', 'Never'];

function validateDriver(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  if (name.length > 63) return [tooLongValue(path, 63)];
  return invalids(path, name, dns1123Subdomain(name.toLowerCase()));
}

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
  ['gcePersistentDisk', needs('pdName')],
  ['awsElasticBlockStore', needs('volumeID')],
  ['secret', keyed('secretName')],
  [
    'nfs',
    (source, path) => [
      ...needs('server')(source, path),
      ...needs('path')(source, path),
      ...(!(source.path ?? '').startsWith('/')
        ? [invalidValue(child(path, 'path'), source.path ?? '', 'must be an absolute path')]
        : []),
    ],
  ],
  ['iscsi', none],
  ['glusterfs', all(needs('endpoints'), needs('path'))],
  ['flocker', none],
  ['persistentVolumeClaim', needs('claimName')],
  ['rbd', all(needs('monitors'), needs('image'))],
  ['cinder', needs('volumeID')],
  ['cephfs', needs('monitors')],
  ['quobyte', none],
  ['downwardAPI', validateDownward],
  ['fc', none],
  ['flexVolume', needs('driver')],
  ['configMap', keyed('name')],
  ['azureFile', all(needs('secretName'), needs('shareName'))],
  ['vsphereVolume', needs('volumePath')],
  ['photonPersistentDisk', needs('pdID')],
  ['portworxVolume', needs('volumeID')],
  ['azureDisk', none],
  ['storageos', none],
  ['projected', validateProjected],
  ['scaleIO', all(needs('gateway'), needs('system'), needs('volumeName'))],
  ['csi', (source, path) => validateDriver(source.driver ?? '', child(path, 'driver'))],
  ['ephemeral', claimed],
  [
    'image',
    (source, path) => [
      ...(PULLS.includes(source.pullPolicy) ? [] : [notSupported(child(path, 'pullPolicy'), source.pullPolicy, PULLS)]),
    ],
  ],
];

function keyed(nameField: string): CheckSource {
  return (source, path) => [
    ...needs(nameField)(source, path),
    ...validateMode(source.defaultMode, child(path, 'defaultMode')),
    ...((source.items ?? []) as Draft[]).flatMap((item, index) => validateItem(item, at(child(path, 'items'), index))),
  ];
}

/** A template of a claim that lives as long as its pod. */
function claimed(source: Draft, path: string): FieldError[] {
  const template = source.volumeClaimTemplate as Draft | undefined;
  const place = child(path, 'volumeClaimTemplate');
  if (template === undefined) return [required(place)];
  return [
    ...validateLabels(template.metadata?.labels, child(place, 'metadata.labels')),
    ...validateAnnotations(template.metadata?.annotations, child(place, 'metadata.annotations')),
    ...validateClaimSpec(template.spec ?? {}, child(place, 'spec')),
  ];
}

/** The errors, and the names that mounts may use: only those of volumes without an error. */
export function validateVolumes(
  volumes: readonly Draft[] | undefined,
  path: string,
): { names: ReadonlyMap<string, Draft>; errors: FieldError[] } {
  const names = new Map<string, Draft>();
  const errors: FieldError[] = [];
  (volumes ?? []).forEach((volume, index) => {
    const place = at(path, index);
    const name = (volume.name ?? '') as string;
    const found = validateSource(volume, place);
    if (name === '') found.push(required(child(place, 'name')));
    else found.push(...invalids(child(place, 'name'), name, dns1123Label(name)));
    if (names.has(name)) found.push(duplicate(child(place, 'name'), name));
    if (found.length === 0) names.set(name, volume);
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
