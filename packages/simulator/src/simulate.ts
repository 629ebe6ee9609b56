import { type LogHeader, MemoryLog } from '@playhead/core';
import { startControllers } from './controlPlane.ts';
import { environmentAsJson, environmentOfScenario } from './environment.ts';
import { EventRecorder } from './eventRecorder.ts';
import { Kubelets } from './kubelets.ts';
import { LoadPlayer } from './load.ts';
import { registerNodes } from './nodes.ts';
import type { Scenario } from './scenario/scenario.ts';
import { Scheduling } from './scheduling.ts';
import { Steps } from './steps.ts';
import { TrafficPlayer } from './traffic.ts';
import { World } from './world.ts';

export const WRITER = 'playhead 0.1.0';

export interface SimulateOptions {
  readonly seed?: number;
  /** Told now and then how far the run is, in virtual milliseconds and entries. */
  readonly progress?: (time: number, entries: number) => void;
  /** No run may have more entries than this: a story that never ends is an error, not a hang. Default 20,000,000. */
  readonly mostEntries?: number;
}

/** Plays a scenario to its end. The same scenario and seed give the same log, byte for byte, everywhere. */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): MemoryLog {
  const seed = options.seed ?? scenario.seed;
  const header: LogHeader = {
    start: scenario.start,
    origin: 'simulated',
    writer: WRITER,
    name: scenario.name,
    seed,
    environment: environmentAsJson(environmentOfScenario(scenario)),
  };
  const log = new MemoryLog(header);
  const world = new World(log, seed);
  let over = false;
  startControllers(world, scenario.nodes);
  new Scheduling(world, scenario.nodes, new EventRecorder(world));
  new Kubelets(world, scenario.kubelet, scenario.nodes.length);
  registerNodes(world, scenario);
  new LoadPlayer(world, scenario.load, scenario.namespace);
  const traffic = new TrafficPlayer(world, scenario.traffic, scenario.namespace);
  new Steps(world, scenario, () => {
    traffic.end();
    over = true;
  });
  const most = options.mostEntries ?? 20_000_000;
  for (let count = 1; !over; count++) {
    const due = world.agenda.next();
    if (due === undefined) break;
    world.now = due.time;
    due.run();
    if (log.length > most) throw new Error(`@${log.length}: the run did not end within ${most} entries`);
    if (count % 4096 === 0) options.progress?.(Math.floor(world.now / 1000), log.length);
  }
  return log;
}
