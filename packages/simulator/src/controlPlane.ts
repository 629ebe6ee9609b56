/** The controllers of kube-controller-manager over one set of caches, each woken by the changes it watches. */

import type { NodeSpec } from '@playhead/controllers';
import { Cache } from './cache.ts';
import { ControllerLoop } from './controllerLoop.ts';
import { EventRecorder } from './eventRecorder.ts';
import { cronJob } from './wiring/cronJob.ts';
import { daemonSet } from './wiring/daemonSet.ts';
import { deployment } from './wiring/deployment.ts';
import { endpointSlice } from './wiring/endpointSlice.ts';
import { garbage } from './wiring/garbage.ts';
import { horizontalPodAutoscaler } from './wiring/horizontalPodAutoscaler.ts';
import { finishedJobs, job, jobOrphans } from './wiring/job.ts';
import { replicaSet, replicationController } from './wiring/replicaSet.ts';
import { resourceQuota } from './wiring/resourceQuota.ts';
import { statefulSet } from './wiring/statefulSet.ts';
import type { Wiring } from './wiring/wiring.ts';
import type { World } from './world.ts';

/** In the order in which a change wakes them. */
const controllersOver = (nodes: readonly NodeSpec[]): readonly Wiring[] => [
  deployment,
  replicaSet,
  replicationController,
  statefulSet,
  daemonSet(nodes),
  endpointSlice,
  job,
  jobOrphans,
  finishedJobs,
  cronJob,
  horizontalPodAutoscaler,
  resourceQuota,
  garbage,
];

export function startControllers(world: World, nodes: readonly NodeSpec[]): void {
  const controllers = controllersOver(nodes);
  const actors = new Set(controllers.map(({ actor }) => actor));
  const cache = new Cache(world, 'kube-controller-manager', kind => kind !== 'Event', actors);
  const started = controllers.map(wiring => {
    const options = {
      ...(wiring.workers === undefined ? {} : { workers: wiring.workers }),
      ...(wiring.look === undefined ? {} : { look: wiring.look }),
      ...(wiring.retry === undefined ? {} : { retry: wiring.retry }),
    };
    return {
      wiring,
      loop: new ControllerLoop(world, wiring.actor, cache, wiring.decide, new EventRecorder(world), options),
    };
  });
  cache.onChange((change, entry) => {
    for (const { wiring, loop } of started)
      wiring.wake(change, {
        cache,
        entry,
        now: world.instant(),
        add: key => loop.queue.add(key, entry.position),
        addAfter: (key, milliseconds) => loop.queue.addAfter(key, milliseconds, entry.position),
      });
  });
}
