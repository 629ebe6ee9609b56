/** The controllers of kube-controller-manager over one set of caches, each woken by the changes it watches. */

import type { NodeSpec } from '@playhead/controllers';
import { keyOfObject } from '@playhead/core';
import { Cache } from './cache.ts';
import { ControllerLoop } from './controllerLoop.ts';
import type { Past } from './diversion/history.ts';
import { EventRecorder } from './eventRecorder.ts';
import { LATENCY } from './latency.ts';
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
import { taintEviction } from './wiring/taintEviction.ts';
import type { TakenOver, Wiring } from './wiring/wiring.ts';
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
  taintEviction,
  garbage,
];

/** @param past what was before, where the world takes up another's log */
export function startControllers(world: World, nodes: readonly NodeSpec[], past?: Past): void {
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
  if (past !== undefined) world.after(LATENCY.watch, () => takeUp(world, cache, started, past));
}

/** Every object is looked at once, as when the informers of a new process have listed them. */
function takeUp(world: World, cache: Cache, started: readonly Started[], past: Past): void {
  for (const kind of cache.kinds())
    for (const object of cache.list(kind)) {
      const key = keyOfObject(object);
      const position = past.written.get(key)?.position ?? 0;
      const change = { key, before: undefined, after: object };
      for (const { wiring, loop } of started) {
        const taken: TakenOver = {
          cache,
          entry: { position, time: 0, actor: '', cause: 0, events: [] },
          now: world.instant(),
          add: woken => loop.queue.add(woken, position),
          addAfter: (woken, milliseconds) => loop.queue.addAfter(woken, milliseconds, position),
          failed: (woken, times) => loop.queue.failed(woken, times),
          state: world.state,
          past,
          time: world.now / 1000,
        };
        if (wiring.takeUp === undefined) wiring.wake(change, taken);
        else wiring.takeUp(object, taken);
      }
    }
}

interface Started {
  readonly wiring: Wiring;
  readonly loop: ControllerLoop;
}
