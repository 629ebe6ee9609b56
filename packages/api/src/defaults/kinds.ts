import type { Fields } from './fill.ts';
import { eachOf, fill, fillAbsent, within } from './fill.ts';
import { defaultPod, defaultPodSpec } from './podSpec.ts';

/**
 * What the server fills in where an object is silent, by kind (pkg/apis/GROUP/VERSION/defaults.go). Each takes a decoded
 * object and gives it back, itself where nothing was missing.
 */
export const DEFAULTS: Readonly<Record<string, (object: Fields) => Fields>> = {
  Pod: object => within(fill(object, { spec: {} }), 'spec', spec => defaultPod(defaultPodSpec(spec))),
  Deployment: withTemplate(spec =>
    within(
      fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} }),
      'strategy',
      strategy => rolling(strategy, { maxUnavailable: '25%', maxSurge: '25%' }),
    ),
  ),
  ReplicaSet: withTemplate(spec => fill(spec, { replicas: 1 })),
  DaemonSet: withTemplate(spec =>
    within(fill(spec, { revisionHistoryLimit: 10, updateStrategy: {} }), 'updateStrategy', strategy =>
      // its numbers are no pointers inside the server: once there is a rollingUpdate, both are there
      within(rolling(strategy, { maxUnavailable: 1, maxSurge: 0 }), 'rollingUpdate', update =>
        fillAbsent(update, { maxUnavailable: 0, maxSurge: 0 }),
      ),
    ),
  ),
  StatefulSet: withTemplate(defaultStatefulSet),
  ReplicationController: defaultReplicationController,
  Job: defaultJob,
  CronJob: defaultCronJob,
  HorizontalPodAutoscaler: defaultAutoscaler,
  Service: defaultService,
  Secret: object => fill(object, { type: 'Opaque' }),
  Namespace: object => {
    const status = fill((object.status as Fields | undefined) ?? {}, { phase: 'Active' });
    const name = object.metadata?.name as string | undefined;
    const spec = fill((object.spec as Fields | undefined) ?? {}, { finalizers: ['kubernetes'] });
    const labelled = name
      ? within(fill(object.metadata, { labels: {} }), 'labels', labels =>
          fill(labels, { 'kubernetes.io/metadata.name': name }),
        )
      : object.metadata;
    return { ...object, metadata: labelled, spec, status };
  },
  PersistentVolumeClaim: object => within(object, 'spec', spec => fill(spec, { volumeMode: 'Filesystem' })),
  EndpointSlice: object => eachOf(object, 'ports', port => fill(port, { name: '', protocol: 'TCP' })),
};

type Work = (value: Fields) => Fields;

function withTemplate(work: Work): Work {
  return object => within(fill(object, { spec: {} }), 'spec', spec => templateOf(fill(work(spec), { template: {} })));
}

/** A template is there even where nobody wrote it: it is no pointer in Go. */
const templateOf: Work = spec =>
  within(spec, 'template', template => within(fill(template, { spec: {} }), 'spec', defaultPodSpec));

function rolling(strategy: Fields, numbers: Fields): Fields {
  const typed = fill(strategy, { type: 'RollingUpdate' });
  if (typed.type !== 'RollingUpdate') return typed;
  return within(fill(typed, { rollingUpdate: {} }), 'rollingUpdate', update => fillAbsent(update, numbers));
}

function defaultStatefulSet(spec: Fields): Fields {
  let made = fill(spec, {
    podManagementPolicy: 'OrderedReady',
    persistentVolumeClaimRetentionPolicy: {},
    replicas: 1,
    revisionHistoryLimit: 10,
    updateStrategy: {},
  });
  made = within(made, 'updateStrategy', strategy => {
    const typed = strategy.type ? strategy : fill({ ...strategy, type: 'RollingUpdate' }, { rollingUpdate: {} });
    return typed.type === 'RollingUpdate'
      ? within(typed, 'rollingUpdate', update => fillAbsent(update, { partition: 0, maxUnavailable: 1 }))
      : typed;
  });
  made = within(made, 'persistentVolumeClaimRetentionPolicy', policy =>
    fill(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  );
  return eachOf(made, 'volumeClaimTemplates', claim =>
    within(within(fill(claim, CLAIM), 'status', pending), 'spec', inner => fill(inner, { volumeMode: 'Filesystem' })),
  );
}

/** A claim in a template says its kind, as one of its own would. */
const CLAIM = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', status: {} };

const pending = (status: Fields): Fields => fill(status, { phase: 'Pending' });

function defaultReplicationController(object: Fields): Fields {
  const labels = object.spec?.template?.metadata?.labels as Fields | undefined;
  let made = within(fill(object, { spec: {} }), 'spec', spec => templateOf(fill(spec, { replicas: 1 })));
  if (labels === undefined) return made;
  if (isEmpty(made.spec.selector)) made = { ...made, spec: { ...made.spec, selector: labels } };
  if (isEmpty(made.metadata.labels)) made = { ...made, metadata: { ...made.metadata, labels } };
  return made;
}

const isEmpty = (map: Fields | undefined): boolean => map === undefined || Object.keys(map).length === 0;

/** SetDefaults_Job: completions is 1 only where parallelism is not given either. */
function defaultJob(object: Fields): Fields {
  const made = withTemplate(defaultJobSpec)(object);
  const labels = made.spec.template?.metadata?.labels as Fields | undefined;
  return labels === undefined || !isEmpty(made.metadata.labels)
    ? made
    : { ...made, metadata: { ...made.metadata, labels } };
}

function defaultJobSpec(spec: Fields): Fields {
  const neither = spec.completions === undefined && spec.parallelism === undefined;
  const made = fillAbsent(spec, {
    completions: neither ? 1 : undefined,
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 2147483647,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
    manualSelector: false,
  });
  return within(made, 'podFailurePolicy', policy =>
    eachOf(policy, 'rules', rule => eachOf(rule, 'onPodConditions', pattern => fill(pattern, { status: 'True' }))),
  );
}

function defaultCronJob(object: Fields): Fields {
  return within(fill(object, { spec: {} }), 'spec', spec => {
    const made = fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    // the job in a template is not a job yet: it gets only what its pods get
    return within(fill(made, { jobTemplate: {} }), 'jobTemplate', template =>
      within(fill(template, { spec: {} }), 'spec', job => templateOf(fill(job, { template: {} }))),
    );
  });
}

const SCALE_UP = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const SCALE_DOWN = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };
const BY_CPU = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } };

function defaultAutoscaler(object: Fields): Fields {
  return within(fill(object, { spec: {} }), 'spec', spec => {
    let made = fill(spec, { minReplicas: 1 });
    if (made.metrics === undefined || made.metrics.length === 0) made = { ...made, metrics: [BY_CPU] };
    return within(made, 'behavior', behavior => ({
      ...behavior,
      scaleUp: fill(behavior.scaleUp ?? {}, SCALE_UP),
      scaleDown: fill(behavior.scaleDown ?? {}, SCALE_DOWN),
    }));
  });
}

function defaultService(object: Fields): Fields {
  return within(fill(object, { spec: {} }), 'spec', spec => {
    let made = fill(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
    if (made.sessionAffinity === 'None' && made.sessionAffinityConfig !== undefined) {
      const { sessionAffinityConfig: _gone, ...rest } = made;
      made = rest;
    }
    if (made.sessionAffinity === 'ClientIP' && made.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined)
      made = { ...made, sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } };
    made = eachOf(made, 'ports', port => {
      const target = port.targetPort;
      return fill(target === 0 || target === '' ? { ...port, targetPort: undefined } : port, {
        protocol: 'TCP',
        targetPort: port.port ?? 0,
      });
    });
    const external = made.type === 'NodePort' || made.type === 'LoadBalancer' || isExposed(made);
    return fillAbsent(fill(made, { externalTrafficPolicy: external ? 'Cluster' : undefined }), {
      internalTrafficPolicy: ['NodePort', 'LoadBalancer', 'ClusterIP'].includes(made.type) ? 'Cluster' : undefined,
      allocateLoadBalancerNodePorts: made.type === 'LoadBalancer' ? true : undefined,
    });
  });
}

const isExposed = (spec: Fields): boolean => spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0;
