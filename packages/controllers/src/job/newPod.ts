import type { Container, Job, Labels, Pod, PodSpec } from '@playhead/core';
import {
  INDEX,
  INDEX_FAILURES,
  INDEX_IGNORED,
  indexFailures,
  indexIgnored,
  limitsEachIndex,
  TRACKING,
} from './pods.ts';
import { matchFailurePolicy } from './policies.ts';

/** What names.SimpleNameGenerator leaves for the prefix of a name: 63 − 5. */
const LONGEST_PREFIX = 58;

/** The pod that a Job asks for; `failed` is the one of the same index that it replaces. */
export function podOf(job: Job, index: number | undefined, failed: Pod | undefined): Pod {
  const { labels, annotations, finalizers = [] } = job.spec.template.metadata ?? {};
  const marks = index === undefined ? undefined : { [INDEX]: String(index) };
  const notes = { ...annotations, ...marks, ...(marks === undefined ? {} : failureCounts(job, failed)) };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: index === undefined ? `${job.metadata.name}-` : prefix(job.metadata.name, index),
      namespace: job.metadata.namespace ?? '',
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: { ...labels, ...marks },
      ...(Object.keys(notes).length === 0 ? {} : { annotations: notes }),
      finalizers: finalizers.includes(TRACKING) ? finalizers : [...finalizers, TRACKING],
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          name: job.metadata.name,
          uid: job.metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: index === undefined ? job.spec.template.spec : indexedSpec(job, index),
    status: {},
  };
}

function prefix(name: string, index: number): string {
  const end = `-${index}-`;
  return `${name.slice(0, LONGEST_PREFIX - end.length)}${end}`;
}

/** With a host name of its own, and the index in the environment of every container. */
function indexedSpec(job: Job, index: number): PodSpec {
  const { spec } = job.spec.template;
  const { initContainers } = spec;
  return {
    ...spec,
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(withIndex) }),
    containers: spec.containers.map(withIndex),
    hostname: `${job.metadata.name}-${index}`,
  };
}

function withIndex(container: Container): Container {
  const env = (container.env ?? []) as readonly { readonly name: string }[];
  const name = 'JOB_COMPLETION_INDEX';
  if (env.some(variable => variable.name === name)) return container;
  const valueFrom = { fieldRef: { fieldPath: `metadata.labels['${INDEX}']` } };
  return { ...container, env: [...env, { name, valueFrom }] };
}

/** The failures of the index so far, carried on from pod to pod. */
function failureCounts(job: Job, failed: Pod | undefined): Labels {
  if (!limitsEachIndex(job)) return {};
  const counts = failed === undefined || matchFailurePolicy(job.spec.podFailurePolicy, failed).counts;
  const failures = failed === undefined ? 0 : indexFailures(failed) + Number(counts);
  const ignored = failed === undefined ? 0 : indexIgnored(failed) + Number(!counts);
  return { [INDEX_FAILURES]: String(failures), ...(ignored > 0 ? { [INDEX_IGNORED]: String(ignored) } : {}) };
}
