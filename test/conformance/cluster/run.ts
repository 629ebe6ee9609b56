/** Runs one scenario on a real control plane, in a namespace of its own, and gives the lines of what happened. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pod } from '@playhead/core';
import { scenarioArgv } from '@playhead/kubectl';
import { parseWait, type Scenario, type Step } from '@playhead/simulator';
import { type Connection, execute } from './connection.ts';
import { Kubelets, sleep } from './kubelets.ts';
import { playLoad } from './load.ts';
import { Watches } from './watches.ts';

const LOOK_EVERY = 20;
const DEFAULT_TIMEOUT = 60_000;

/** @param second of a minute at which it begins, where the story has a schedule; milliseconds */
export async function runOnCluster(connection: Connection, scenario: Scenario, second?: number): Promise<unknown[]> {
  const run = new Run(connection, scenario);
  const interrupted = () => void run.end().then(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await run.play(second);
  } finally {
    await run.end();
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  }
}

class Run {
  readonly #connection: Connection;
  readonly #scenario: Scenario;
  readonly #namespace: string;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  readonly #lines: unknown[] = [];
  readonly #watches: Watches;
  readonly #kubelets: Kubelets;
  readonly #background: Promise<void>[] = [];
  #began = Date.now();
  #step = 0;
  #ended: Promise<void> | undefined;

  constructor(connection: Connection, scenario: Scenario) {
    this.#connection = connection;
    this.#scenario = scenario;
    this.#namespace = `${scenario.name.slice(0, 50)}-${Math.random().toString(36).slice(2, 6).padEnd(4, '0')}`;
    this.#watches = new Watches(connection, this.#namespace, line => this.#emit(line));
    this.#kubelets = new Kubelets(connection, this.#watches, this.#namespace, scenario.kubelet);
    for (const [name, text] of Object.entries(scenario.files)) writeFileSync(path.join(this.#folder, name), text);
  }

  async play(second: number | undefined): Promise<unknown[]> {
    const minute = 60_000;
    if (second !== undefined) await sleep((((second - Date.now()) % minute) + minute) % minute);
    this.#began = Date.now();
    const metadata = { name: this.#namespace };
    await this.#connection.request('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata });
    await this.#watches.start();
    await sleep(this.#began + 400 - Date.now());
    const isOver = () => this.#ended !== undefined;
    const load = playLoad(this.#connection, this.#watches, this.#namespace, this.#scenario, isOver);
    load.catch(error => console.error(`conformance: load: ${error instanceof Error ? error.message : error}`));
    for (const step of this.#scenario.steps) await this.#take(step);
    await Promise.all(this.#background);
    await sleep(this.#scenario.settle);
    return this.#lines;
  }

  /** No kubelet is left to end the pods: they are taken away by force until the namespace is gone. */
  end(): Promise<void> {
    this.#ended ??= this.#clean();
    return this.#ended;
  }

  async #clean(): Promise<void> {
    this.#watches.stop();
    this.#kubelets.stop();
    rmSync(this.#folder, { recursive: true, force: true });
    const home = `/api/v1/namespaces/${this.#namespace}`;
    const ask = (method: string, path: string, body?: unknown) =>
      this.#connection.request(method, path, body).catch(() => LOST);
    await ask('DELETE', home);
    for (let tries = 0; tries < 100; tries++) {
      if ((await ask('GET', home)) === undefined) return;
      await ask('DELETE', `${home}/pods`, { gracePeriodSeconds: 0 });
      await sleep(200);
    }
    console.error(`conformance: namespace ${this.#namespace} does not go: kubectl delete namespace ${this.#namespace}`);
  }

  #emit(line: object): void {
    if (this.#ended === undefined) this.#lines.push({ t: Date.now() - this.#began, ...line });
  }

  async #take(step: Step): Promise<void> {
    if (step.wait !== undefined) await sleep(step.wait);
    if (step.until !== undefined) await this.#until(step.until, step.timeout ?? DEFAULT_TIMEOUT);
    if (step.kubectl !== undefined) {
      const done = this.#kubectl(step.kubectl, this.#step++);
      if (step.background === true) this.#background.push(done);
      else await done;
    }
    if (step.deletePods !== undefined) await this.#deletePods(step.deletePods, this.#step++);
  }

  async #until(text: string, timeout: number): Promise<void> {
    const wait = parseWait(text);
    if (wait === undefined) throw new Error(`cannot wait for "${text}"`);
    const end = Date.now() + timeout;
    while (Date.now() < end) {
      if (wait.test(this.#watches.get(wait.kind, wait.name))) return;
      await sleep(LOOK_EVERY);
    }
    this.#emit({ note: `timed out waiting for ${text}` });
  }

  /** Answers name the namespace as the scenario does. */
  async #kubectl(line: string, step: number): Promise<void> {
    const [, , ...words] = scenarioArgv(line, this.#namespace);
    const { server, kubectl } = this.#connection;
    const { exitCode, ...said } = await execute(kubectl, ['--server', server, ...words], this.#folder);
    const told = (text: string) => text.replaceAll(this.#namespace, this.#scenario.namespace);
    const [stdout, stderr] = [told(said.stdout), told(said.stderr)];
    this.#emit({ step, command: `kubectl ${line}`, exitCode, stdout, stderr });
  }

  /** Oldest first; made in the same second, by name. */
  async #deletePods(asked: NonNullable<Step['deletePods']>, step: number): Promise<void> {
    const { selector = {}, count = 1 } = asked;
    const order = ({ metadata }: Pod) => `${metadata.creationTimestamp} ${metadata.name}`;
    const pods = (this.#watches.list('Pod') as Pod[])
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .filter(({ metadata }) => Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
      .slice(0, count);
    const stdout = pods.map(({ metadata }) => metadata.name).join('\n');
    this.#emit({ step, command: `deletePods ${JSON.stringify(asked)}`, exitCode: 0, stdout, stderr: '' });
    for (const { metadata } of pods)
      await this.#connection.request('DELETE', `/api/v1/namespaces/${this.#namespace}/pods/${metadata.name}`);
  }
}

/** In place of an answer that never came. */
const LOST = {};
