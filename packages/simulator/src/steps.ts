/** Walks a scenario's steps in virtual time. */
import { keyOfObject, type Pod } from '@playhead/core';
import { request } from './apiServer.ts';
import { Commands } from './commands.ts';
import { LATENCY } from './latency.ts';
import { DEFAULT_TIMEOUT, type Scenario, type Step } from './scenario/scenario.ts';
import { holds, parseWait } from './waits.ts';
import type { World } from './world.ts';

/** `until` looks every so many milliseconds. */
const LOOK_EVERY = 20;

export class Steps {
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #commands: Commands;
  readonly #ended: () => void;
  #count = 0;
  #background = 0;
  #last: (() => void) | undefined;

  constructor(world: World, scenario: Scenario, ended: () => void) {
    this.#world = world;
    this.#scenario = scenario;
    this.#commands = new Commands(world);
    this.#ended = ended;
    world.after(LATENCY.firstStep, () => this.#next(0));
  }

  #next(index: number): void {
    const step = this.#scenario.steps[index];
    if (step === undefined) return this.#finish();
    const world = this.#world;
    const parts = [
      (then: () => void) => (step.wait === undefined ? then() : void world.after(step.wait * 1000, then)),
      (then: () => void) => this.#until(step, then),
      (then: () => void) => this.#kubectl(step, then),
      (then: () => void) => this.#deletePods(step, then),
    ];
    const go = (i: number): void => (i < parts.length ? parts[i]!(() => go(i + 1)) : this.#next(index + 1));
    go(0);
  }

  /** Waits for the background commands, then for as long as the scenario is watched after its last step. */
  #finish(): void {
    const settle = () => void this.#world.after(this.#scenario.settle * 1000, this.#ended);
    if (this.#background === 0) settle();
    else this.#last = settle;
  }

  #until(step: Step, then: () => void): void {
    if (step.until === undefined) return then();
    const world = this.#world;
    const wait = parseWait(step.until);
    if (wait === undefined) throw new Error(`@${world.log.length}: cannot wait for "${step.until}"`);
    const end = world.now + (step.timeout ?? DEFAULT_TIMEOUT) * 1000;
    const look = (): void => {
      if (holds(wait, world.state, this.#scenario.namespace)) return then();
      if (world.now < end) return void world.after(LOOK_EVERY * 1000, look);
      world.note([{ type: 'Noted', note: `timed out waiting for ${step.until}` }], { actor: 'scenario', cause: 0 });
      then();
    };
    look();
  }

  #kubectl(step: Step, then: () => void): void {
    if (step.kubectl === undefined) return then();
    const { files, namespace } = this.#scenario;
    const edit = step.edit === undefined ? {} : { edit: step.edit };
    const command = { step: this.#count++, line: step.kubectl, files, namespace, ...edit };
    if (step.background !== true)
      return this.#commands.start(command, () => void this.#world.after(LATENCY.nextStep, then));
    this.#background++;
    this.#commands.start(command, () => {
      if (--this.#background === 0) this.#last?.();
    });
    then();
  }

  /** Oldest first; made in the same second, by name. */
  #deletePods(step: Step, then: () => void): void {
    if (step.deletePods === undefined) return then();
    const world = this.#world;
    const { selector = {}, count = 1 } = step.deletePods;
    const pods = (world.state.list('Pod', this.#scenario.namespace) as Pod[])
      .filter(pod => pod.metadata.deletionTimestamp === undefined)
      .filter(pod => Object.entries(selector).every(([key, value]) => pod.metadata.labels?.[key] === value))
      .sort((a, b) => compare(order(a), order(b)))
      .slice(0, count);
    const cause = world.note(
      [
        {
          type: 'CommandCompleted',
          step: this.#count++,
          command: `deletePods ${JSON.stringify(step.deletePods)}`,
          exitCode: 0,
          stdout: pods.map(pod => pod.metadata.name).join('\n'),
          stderr: '',
        },
      ],
      { actor: 'user', cause: 0 },
    );
    const author = { actor: 'user', cause, why: { rule: 'scenario' as const, inputs: {} } };
    const go = (i: number): void => {
      const pod = pods[i];
      if (pod === undefined) return then();
      world.after(LATENCY.deletePod, () => {
        const { namespace = '', name } = pod.metadata;
        if (world.state.get(keyOfObject(pod)) !== undefined)
          request(world, { verb: 'delete', kind: 'Pod', namespace, name }, author);
        world.after(LATENCY.deletedPod, () => go(i + 1));
      });
    };
    go(0);
  }
}

const order = (pod: Pod): string => `${pod.metadata.creationTimestamp} ${pod.metadata.name}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
