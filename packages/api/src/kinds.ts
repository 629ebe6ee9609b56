/**
 * Every kind the server knows, as discovery would list it (`kubectl api-resources`, v1.35.3). What a request, a message
 * or a file needs to know of a kind is read from here: adding a kind is adding a row.
 */
export interface KindInfo {
  readonly kind: string;
  /** The API group; '' is the core group. */
  readonly group: string;
  readonly version: string;
  /** `apps/v1`; `v1` in the core group. */
  readonly apiVersion: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** `all` is what `kubectl get all` shows. */
  readonly categories: readonly string[];
  /** The Go type of the object in the schema: `apps/v1.Deployment`. */
  readonly goType: string;
  readonly subresources: readonly ('status' | 'scale')[];
}

type Row = readonly [
  apiVersion: string,
  kind: string,
  plural: string,
  shortNames: string,
  scope: 'namespaced' | 'cluster',
  categories: string,
  subresources: string,
];

const ROWS: readonly Row[] = [
  ['v1', 'ConfigMap', 'configmaps', 'cm', 'namespaced', '', ''],
  ['v1', 'Event', 'events', 'ev', 'namespaced', '', ''],
  ['v1', 'LimitRange', 'limitranges', 'limits', 'namespaced', '', ''],
  ['v1', 'Namespace', 'namespaces', 'ns', 'cluster', '', 'status'],
  ['v1', 'Node', 'nodes', 'no', 'cluster', '', 'status'],
  ['v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc', 'namespaced', '', 'status'],
  ['v1', 'Pod', 'pods', 'po', 'namespaced', 'all', 'status'],
  ['v1', 'ReplicationController', 'replicationcontrollers', 'rc', 'namespaced', 'all', 'status scale'],
  ['v1', 'ResourceQuota', 'resourcequotas', 'quota', 'namespaced', '', 'status'],
  ['v1', 'Secret', 'secrets', '', 'namespaced', '', ''],
  ['v1', 'Service', 'services', 'svc', 'namespaced', 'all', 'status'],
  ['v1', 'ServiceAccount', 'serviceaccounts', 'sa', 'namespaced', '', ''],
  ['apps/v1', 'ControllerRevision', 'controllerrevisions', '', 'namespaced', '', ''],
  ['apps/v1', 'DaemonSet', 'daemonsets', 'ds', 'namespaced', 'all', 'status'],
  ['apps/v1', 'Deployment', 'deployments', 'deploy', 'namespaced', 'all', 'status scale'],
  ['apps/v1', 'ReplicaSet', 'replicasets', 'rs', 'namespaced', 'all', 'status scale'],
  ['apps/v1', 'StatefulSet', 'statefulsets', 'sts', 'namespaced', 'all', 'status scale'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa', 'namespaced', 'all', 'status'],
  ['batch/v1', 'CronJob', 'cronjobs', 'cj', 'namespaced', 'all', 'status'],
  ['batch/v1', 'Job', 'jobs', '', 'namespaced', 'all', 'status'],
  ['discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', '', 'namespaced', '', ''],
  ['policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', 'pdb', 'namespaced', '', 'status'],
];

const GO_PACKAGES: Readonly<Record<string, string>> = { '': 'v1', 'discovery.k8s.io': 'discovery/v1' };

function infoOf([apiVersion, kind, plural, shortNames, scope, categories, subresources]: Row): KindInfo {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const goPackage = GO_PACKAGES[group] ?? apiVersion;
  return {
    kind,
    group,
    version: apiVersion.slice(slash + 1),
    apiVersion,
    plural,
    singular: kind.toLowerCase(),
    shortNames: words(shortNames),
    namespaced: scope === 'namespaced',
    categories: words(categories),
    goType: `${goPackage}.${kind}`,
    subresources: words(subresources) as ('status' | 'scale')[],
  };
}

const words = (text: string): string[] => (text === '' ? [] : text.split(' '));

/** In the order discovery lists them: core first, then by group. */
export const KINDS: readonly KindInfo[] = ROWS.map(infoOf);

const byKind = new Map(KINDS.map(info => [info.kind, info]));
const byWord = new Map<string, KindInfo>();
for (const info of KINDS) {
  for (const word of [info.plural, info.singular, ...info.shortNames]) {
    byWord.set(word, info);
    byWord.set(`${word}.${info.group}`, info);
    byWord.set(`${word}.${info.version}.${info.group}`, info);
  }
}

/** The row of a kind written as in a manifest: `Deployment`. */
export const kindInfo = (kind: string): KindInfo | undefined => byKind.get(kind);

/** The row of a resource as people type it: `deploy`, `deployments`, `Deployment`, `deployments.apps`, `deployments.v1.apps`. */
export const findKind = (word: string): KindInfo | undefined => byWord.get(word.toLowerCase());

/** Kinds of a category, in table order: `all`. */
export const kindsInCategory = (category: string): KindInfo[] =>
  KINDS.filter(info => info.categories.includes(category));

/** `deployments.apps`; `pods` in the core group: how refusals and kubectl name a resource. */
export const groupResource = (info: KindInfo): string =>
  info.group === '' ? info.plural : `${info.plural}.${info.group}`;

/** `Deployment.apps`; `Pod` in the core group: how an invalid object is named. */
export const groupKind = (info: KindInfo): string => (info.group === '' ? info.kind : `${info.kind}.${info.group}`);
