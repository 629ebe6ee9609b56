import { formatQuantity, quantityOf } from '../quantity.ts';
import { priorityOf } from '../server/podAdmission.ts';
import type { Fields } from './fill.ts';
import { eachOf, fill, within } from './fill.ts';

/** What every pod spec gets, in a template or a pod (pkg/apis/core/v1/defaults.go and its generated walk). */
export function defaultPodSpec(spec: Fields): Fields {
  let made = fill(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  });
  made = eachOf(made, 'volumes', defaultVolume);
  for (const list of ['containers', 'initContainers', 'ephemeralContainers'])
    made = eachOf(made, list, defaultContainer);
  made = within(made, 'overhead', roundToMilli);
  return withAccount(within(made, 'resources', defaultResources));
}

/** `serviceAccount` is the old name of the field: each is there where the other is. */
function withAccount(spec: Fields): Fields {
  const name = spec.serviceAccountName || spec.serviceAccount;
  if (!name || (spec.serviceAccountName === name && spec.serviceAccount === name)) return spec;
  return { ...spec, serviceAccountName: name, serviceAccount: name };
}

function defaultContainer(container: Fields): Fields {
  let made = fill(container, {
    imagePullPolicy: imageTag(container.image ?? '') === 'latest' ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  });
  made = eachOf(made, 'ports', port => fill(port, { protocol: 'TCP' }));
  made = eachOf(made, 'env', defaultEnv);
  made = within(made, 'resources', defaultResources);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) made = within(made, probe, defaultProbe);
  return withoutSignal(
    within(made, 'lifecycle', lifecycle =>
      within(within(lifecycle, 'postStart', defaultHandler), 'preStop', defaultHandler),
    ),
  );
}

/** Signals to stop by are behind a gate that is shut: a lifecycle that names one and nothing else is none. */
function withoutSignal(container: Fields): Fields {
  if (container.lifecycle?.stopSignal === undefined) return container;
  const { lifecycle, ...bare } = container;
  const { stopSignal: _behindGate, ...rest } = lifecycle;
  return Object.keys(rest).length === 0 ? bare : { ...container, lifecycle: rest };
}

const defaultEnv = (env: Fields): Fields => within(env, 'valueFrom', source => within(source, 'fieldRef', v1));
const v1 = (reference: Fields): Fields => fill(reference, { apiVersion: 'v1' });

const defaultResources = (resources: Fields): Fields =>
  within(within(resources, 'limits', roundToMilli), 'requests', roundToMilli);

/** Amounts finer than a thousandth are rounded up to one (SetDefaults_ResourceList). */
function roundToMilli(amounts: Fields): Fields {
  let made = amounts;
  for (const name in amounts) {
    const { nano, format } = quantityOf(amounts[name]);
    const rest = nano % 1_000_000n;
    if (rest !== 0n)
      made = { ...made, [name]: formatQuantity({ nano: nano - rest + (nano > 0n ? 1_000_000n : 0n), format }) };
  }
  return made;
}

function defaultProbe(probe: Fields): Fields {
  // zero counts as not set: these are plain numbers in Go
  const unset = (field: string, value: number): number | undefined => (probe[field] ? undefined : value);
  const numbers = {
    timeoutSeconds: unset('timeoutSeconds', 1),
    periodSeconds: unset('periodSeconds', 10),
    successThreshold: unset('successThreshold', 1),
    failureThreshold: unset('failureThreshold', 3),
  };
  const made = { ...probe, ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)) };
  const same = Object.values(numbers).every(value => value === undefined);
  return within(defaultHandler(same ? probe : made), 'grpc', grpc =>
    grpc.service === undefined ? { ...grpc, service: '' } : grpc,
  );
}

const defaultHandler = (handler: Fields): Fields =>
  within(handler, 'httpGet', get => fill(get, { path: '/', scheme: 'HTTP' }));

const SOURCES = [
  'hostPath',
  'emptyDir',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'persistentVolumeClaim',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'downwardAPI',
  'fc',
  'azureFile',
  'configMap',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'projected',
  'portworxVolume',
  'scaleIO',
  'storageos',
  'csi',
  'ephemeral',
  'image',
]; // prettier-ignore

function defaultVolume(volume: Fields): Fields {
  if (!SOURCES.some(source => volume[source] !== undefined)) return { ...volume, emptyDir: {} };
  let made = volume;
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected'])
    made = within(made, source, value => fill(value, { defaultMode: 420 }));
  made = within(made, 'hostPath', value => (value.type === undefined ? { ...value, type: '' } : value));
  made = within(made, 'downwardAPI', value => eachOf(value, 'items', item => within(item, 'fieldRef', v1)));
  made = within(made, 'image', value =>
    fill(value, { pullPolicy: imageTag(value.reference ?? '') === 'latest' ? 'Always' : 'IfNotPresent' }),
  );
  made = within(made, 'iscsi', value => fill(value, { iscsiInterface: 'default' }));
  made = within(made, 'rbd', value => fill(value, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }));
  made = within(made, 'ephemeral', value =>
    within(value, 'volumeClaimTemplate', template =>
      within(template, 'spec', claim => fill(claim, { volumeMode: 'Filesystem' })),
    ),
  );
  return within(made, 'projected', value =>
    eachOf(value, 'sources', source =>
      within(
        within(source, 'serviceAccountToken', token => fill(token, { expirationSeconds: 3600 })),
        'downwardAPI',
        api => eachOf(api, 'items', item => within(item, 'fieldRef', v1)),
      ),
    ),
  );
}

const DOMAIN = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = `(?:${DOMAIN}(?:\\.${DOMAIN})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
/** distribution/reference: name, tag, digest. */
const REFERENCE = new RegExp(`^(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*(?::(\\w[\\w.-]{0,127}))?(@${DIGEST})?$`);

/**
 * The tag of an image reference: `latest` where it has neither tag nor digest, none where it is no reference at all
 * (pkg/util/parsers.ParseImageName).
 */
export function imageTag(image: string): string {
  const match = REFERENCE.exec(image);
  if (match === null || /^[a-f0-9]{64}$/.test(image)) return '';
  return match[1] ?? (match[2] === undefined ? 'latest' : '');
}

/** What a pod gets beyond its template (SetDefaults_Pod and the admission plugins that are always on). */
export function defaultPod(spec: Fields): Fields {
  const grace = spec.terminationGracePeriodSeconds as number;
  const timed = grace < 0 ? { ...spec, terminationGracePeriodSeconds: 1 } : spec;
  let made = eachOf(eachOf(timed, 'containers', requestsFromLimits), 'initContainers', requestsFromLimits);
  made = within(made, 'resources', requestsOfPod);
  made = fill(made, {
    enableServiceLinks: true,
    priority: priorityOf(made.priorityClassName),
    preemptionPolicy: 'PreemptLowerPriority',
  });
  if (made.hostNetwork === true)
    for (const list of ['containers', 'initContainers'])
      made = eachOf(made, list, container =>
        eachOf(container, 'ports', port => (port.hostPort ? port : { ...port, hostPort: port.containerPort })),
      );
  return tolerateNodeTrouble(made);
}

function requestsFromLimits(container: Fields): Fields {
  return within(container, 'resources', resources => {
    const limits = resources.limits as Fields | undefined;
    if (limits === undefined) return resources;
    const requests = fill((resources.requests as Fields | undefined) ?? {}, limits);
    return requests === resources.requests ? resources : { ...resources, requests };
  });
}

const requestsOfPod = (resources: Fields): Fields =>
  resources.limits === undefined || Object.keys(resources.limits).length === 0
    ? resources
    : { ...resources, requests: fill((resources.requests as Fields | undefined) ?? {}, ofPods(resources.limits)) };

/** The amounts that a pod can have as a whole. */
const ofPods = (amounts: Fields): Fields =>
  Object.fromEntries(
    Object.entries(amounts).filter(([name]) => ['cpu', 'memory'].includes(name) || name.startsWith('hugepages-')),
  );

/** plugin/pkg/admission/defaulttolerationseconds: five minutes on a node that is not ready or not reachable. */
function tolerateNodeTrouble(spec: Fields): Fields {
  const own = (spec.tolerations ?? []) as readonly Fields[];
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    key => !own.some(t => (t.key === key || !t.key) && (t.effect === 'NoExecute' || !t.effect)),
  );
  if (missing.length === 0) return spec;
  const added = missing.map(key => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return { ...spec, tolerations: [...own, ...added] };
}
