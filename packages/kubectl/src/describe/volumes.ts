import type { Lines } from './lines.ts';

// biome-ignore lint/suspicious/noExplicitAny: a volume is one of many shapes, told apart by its one other field
type Volume = any;

/** `Volumes:` with a paragraph each; the kinds of volume that templates commonly name (describe.describeVolumes). */
export function writeVolumes(out: Lines, volumes: readonly Volume[], space: string): void {
  if (volumes.length === 0) {
    out.line(0, `${space}Volumes:\t<none>`);
    return;
  }
  out.line(0, `${space}Volumes:`);
  for (const volume of volumes) {
    out.line(1, `${space === '' ? '' : ' '}${volume.name}:`);
    const source = Object.keys(SOURCES).find(field => volume[field] !== undefined);
    if (source === undefined) out.line(1, '<unknown>');
    else for (const text of SOURCES[source]!(volume[source])) out.line(2, text);
  }
}

type Rows = readonly string[];

const SOURCES: Readonly<Record<string, (source: Volume) => Rows>> = {
  hostPath: s => [
    'Type:\tHostPath (bare host directory volume)',
    `Path:\t${s.path}`,
    `HostPathType:\t${s.type ?? '<none>'}`,
  ],
  emptyDir: s => [
    "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
    `Medium:\t${s.medium ?? ''}`,
    `SizeLimit:\t${s.sizeLimit === undefined || s.sizeLimit === '0' ? '<unset>' : s.sizeLimit}`,
  ],
  secret: s => [
    'Type:\tSecret (a volume populated by a Secret)',
    `SecretName:\t${s.secretName ?? ''}`,
    `Optional:\t${s.optional ?? false}`,
  ],
  configMap: s => [
    'Type:\tConfigMap (a volume populated by a ConfigMap)',
    `Name:\t${s.name ?? ''}`,
    `Optional:\t${s.optional ?? false}`,
  ],
  nfs: s => [
    'Type:\tNFS (an NFS mount that lasts the lifetime of a pod)',
    `Server:\t${s.server}`,
    `Path:\t${s.path}`,
    `ReadOnly:\t${s.readOnly ?? false}`,
  ],
  persistentVolumeClaim: s => [
    'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    `ClaimName:\t${s.claimName}`,
    `ReadOnly:\t${s.readOnly ?? false}`,
  ],
  downwardAPI: s => [
    'Type:\tDownwardAPI (a volume populated by information about the pod)',
    'Items:',
    ...(s.items ?? []).map(
      (item: Volume) => `  ${item.fieldRef?.fieldPath ?? item.resourceFieldRef?.resource} -> ${item.path}`,
    ),
  ],
  projected: s => [
    'Type:\tProjected (a volume that contains injected data from multiple sources)',
    ...(s.sources ?? []).flatMap(projectedRows),
  ],
};

function projectedRows(source: Volume): Rows {
  if (source.secret !== undefined)
    return [`SecretName:\t${source.secret.name}`, `Optional:\t${source.secret.optional ?? false}`];
  if (source.downwardAPI !== undefined) return ['DownwardAPI:\ttrue'];
  if (source.configMap !== undefined)
    return [`ConfigMapName:\t${source.configMap.name}`, `Optional:\t${source.configMap.optional ?? false}`];
  if (source.serviceAccountToken !== undefined)
    return [`TokenExpirationSeconds:\t${source.serviceAccountToken.expirationSeconds}`];
  return [];
}
