/** For tests: a Job with its pods as the controller would see them, and what one look decides, in words. */
import {
  ClusterState,
  type Decision,
  type Job,
  type KubeObject,
  keyOfObject,
  type Pod,
  type Verdict,
} from '@playhead/core';
import { NOW } from '../given.ts';
import { PodIndex } from '../podIndex.ts';
import type { Seen } from '../seen.ts';
import { backoffKey, type Failures } from './backoff.ts';
import { INDEX, TRACKING } from './pods.ts';
import { syncJob } from './sync.ts';

/** Seconds before now, as the API writes times. */
export const ago = (seconds: number): string => `${new Date(NOW - seconds * 1000).toISOString().slice(0, 19)}Z`;

export interface PodShape {
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly index?: number;
  readonly ready?: boolean;
  readonly exitCode?: number;
  /** Seconds ago. */
  readonly ended?: number;
  readonly going?: boolean;
  /** Counted already: it has lost its mark. */
  readonly counted?: boolean;
  readonly restarts?: number;
  readonly failures?: number;
}

export function pod(name: string, shape: PodShape = {}): Pod {
  const { phase = 'Running', index, ready = false, exitCode = 0, ended = 1, going, counted, restarts = 0 } = shape;
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  const marks: Record<string, string> = {
    ...(index === undefined ? {} : { [INDEX]: String(index) }),
    ...(shape.failures === undefined ? {} : { 'batch.kubernetes.io/job-index-failure-count': String(shape.failures) }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: ago(100),
      annotations: marks,
      ...(counted === true ? {} : { finalizers: [TRACKING] }),
      ...(going === true ? { deletionTimestamp: ago(0), deletionGracePeriodSeconds: 30 } : {}),
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'work', uid: 'j', controller: true }],
    },
    spec: { containers: [{ name: 'c', image: 'i' }], nodeName: 'n' },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ago(ended) }],
      containerStatuses: [
        {
          name: 'c',
          restartCount: restarts,
          state: isOver ? { terminated: { exitCode, finishedAt: ago(ended) } } : { running: {} },
        },
      ],
    },
  } as unknown as Pod;
}

export interface Story {
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
  readonly pods?: readonly Pod[];
  readonly failures?: Failures;
  readonly restartPolicy?: string;
}

export function look({ spec = {}, status = {}, pods = [], failures, restartPolicy = 'Never' }: Story): Verdict {
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'work',
      namespace: 'default',
      uid: 'j',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: ago(100),
    },
    spec: {
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      selector: {},
      template: { spec: { restartPolicy, containers: [{ name: 'c', image: 'i' }] } },
      ...spec,
    },
    status: { startTime: ago(60), ...status },
  } as unknown as Job;
  const state = ClusterState.empty();
  const objects: KubeObject[] = [job, ...pods];
  for (const [i, object] of objects.entries())
    state.apply({
      position: i + 1,
      time: 0,
      actor: 'test',
      cause: 0,
      subject: keyOfObject(object),
      resourceVersion: 1,
      events: [
        { type: 'Created', object },
        ...(i === 0 && failures !== undefined
          ? [{ type: 'Remembered' as const, key: backoffKey('j'), value: { ...failures } }]
          : []),
      ],
    });
  const seen: Seen = Object.assign(state, { pods: new PodIndex(), expectationsMet: () => true });
  return syncJob(seen, NOW, keyOfObject(job));
}

/** `+`, `+ 2` for an indexed pod, `- a`, `count a`, and status writes as `active 1 succeeded 0 failed 1 FailureTarget`. */
export function words(verdict: Verdict): string[] {
  const said: string[] = [];
  const add = ({ write, accepted }: Decision): void => {
    if (write.verb === 'together') for (const decision of write.decisions) add(decision);
    if (write.verb === 'create') {
      const index = write.object.metadata.annotations?.[INDEX];
      said.push(index === undefined ? '+' : `+ ${index}`);
    }
    if (write.verb === 'delete') said.push(`- ${write.key.split('/')[2]}`);
    if (write.verb === 'patch') {
      said.push(`count ${write.key.split('/')[2]}`);
      for (const next of accepted?.({} as KubeObject) ?? []) add(next);
    }
    if (write.verb === 'say') said.push(`${write.reason}: ${write.message}`);
    if (write.verb === 'updateStatus') said.push(statusWords(write.object as Job));
  };
  for (const decision of verdict.decisions) add(decision);
  return said;
}

function statusWords({ status }: Job): string {
  const { active = 0, succeeded = 0, failed = 0, conditions = [], uncountedTerminatedPods = {} } = status;
  const waiting = [...(uncountedTerminatedPods.succeeded ?? []), ...(uncountedTerminatedPods.failed ?? [])];
  return [
    `active ${active} succeeded ${succeeded} failed ${failed}`,
    ...(waiting.length > 0 ? [`(${waiting.join(' ')})`] : []),
    ...(status.completedIndexes === undefined ? [] : [`done ${status.completedIndexes}`]),
    ...(status.failedIndexes ? [`lost ${status.failedIndexes}`] : []),
    ...conditions.filter(c => c.status === 'True').map(c => `${c.type}/${c.reason}`),
  ].join(' ');
}
