/** Runs kubectl's programs in virtual time: each request takes what a request takes, and a watch waits for a change. */
import type { Request } from '@playhead/api';
import { handle, kindInfo } from '@playhead/api';
import type { Change, CommandResult, Json, KubeObject, ObjectKey, Position } from '@playhead/core';
import { keyOf, keyOfObject } from '@playhead/core';
import { type Answer, type Ask, run, scenarioArgv, splitWords } from '@playhead/kubectl';
import * as E from 'fp-ts/lib/Either.js';
import { request } from './apiServer.ts';
import { LATENCY } from './latency.ts';
import { selectorMatchesText } from './selectors.ts';
import type { World } from './world.ts';

/** A foreground command is interrupted after so long, in milliseconds; so is one that waits in the background. */
const INTERRUPT = 30_000;

export interface CommandLine {
  readonly step: number;
  /** The words after `kubectl`. */
  readonly line: string;
  readonly files: Readonly<Record<string, string>>;
  readonly namespace: string;
  /** What is changed in the editor that `edit` opens. */
  readonly edit?: Json;
}

/** Watches of running commands: who waits for which key or kind. */
export class Commands {
  readonly #world: World;
  /** Whether a command has read a schema. */
  #read = false;
  readonly #watches = new Set<(change: Change) => void>();

  constructor(world: World) {
    this.#world = world;
    world.watch((_entry, change) => {
      for (const see of [...this.#watches]) see(change);
    });
  }

  /** Starts a command; `ended` is called when its last word is out and the log has it. */
  start(command: CommandLine, ended: (result: CommandResult) => void): void {
    const text = `kubectl ${command.line}`;
    const cause = this.#world.note([{ type: 'CommandIssued', step: command.step, command: text }], {
      actor: 'user',
      cause: 0,
    });
    const schemas = this.#schemas(command.line);
    new Running(this.#world, this.#watches, command, cause, schemas, (exitCode, stdout, stderr) => {
      const result: CommandResult = { step: command.step, command: text, exitCode, stdout, stderr };
      const type = exitCode === 0 ? 'CommandCompleted' : 'CommandRefused';
      this.#world.note([{ type, ...result }], { actor: 'user', cause });
      ended(result);
    });
  }

  /** Of an apply or create -f: the schemas it will read. Other commands read none. */
  #schemas(line: string): Schemas | undefined {
    if (!/^(apply|create)\b.*\s(-f|--filename)/.test(line)) return undefined;
    const first = !this.#read;
    this.#read = true;
    return new Schemas(first);
  }
}

/** How much longer a request takes because kubectl first reads what its manifest may say, in microseconds. */
class Schemas {
  readonly #groups = new Set<string>();
  #first: boolean;

  constructor(first: boolean) {
    this.#first = first;
  }

  before(ask: Request): number {
    if (ask.verb === 'patch') return LATENCY.kubectlPatchSchema;
    const group = kindInfo(ask.verb === 'create' || ask.verb === 'update' ? ask.object.kind : ask.kind)?.group ?? '';
    if (this.#groups.has(group)) return 0;
    this.#groups.add(group);
    const first = this.#first ? LATENCY.kubectlFirstSchema : 0;
    this.#first = false;
    return first + (group === '' ? LATENCY.kubectlCoreSchema : LATENCY.kubectlSchema);
  }
}

class Running {
  readonly #world: World;
  readonly #watches: Set<(change: Change) => void>;
  readonly #cause: Position;
  readonly #schemas: Schemas | undefined;
  readonly #ended: (exitCode: number, stdout: string, stderr: string) => void;
  readonly #actor: string;
  readonly #program: ReturnType<typeof run>;
  #stdout = '';
  #stderr = '';
  #over = false;
  /** What a watch has already shown, by key. */
  readonly #shown = new Map<ObjectKey, string | undefined>();
  #unwatch: (() => void) | undefined;
  readonly #pendingKinds = new Map<string, Change[]>();

  constructor(
    world: World,
    watches: Set<(change: Change) => void>,
    command: CommandLine,
    cause: Position,
    schemas: Schemas | undefined,
    ended: (exitCode: number, stdout: string, stderr: string) => void,
  ) {
    this.#world = world;
    this.#watches = watches;
    this.#cause = cause;
    this.#schemas = schemas;
    this.#ended = ended;
    const argv = splitWords(command.line);
    this.#actor = `kubectl ${argv
      .filter(word => !word.startsWith('-'))
      .slice(0, actorWords(argv))
      .join(' ')}`;
    this.#program = run({
      argv: scenarioArgv(command.line, command.namespace),
      files: command.files,
      namespace: command.namespace,
      now: world.instant() + LATENCY.kubectlStart / 1000,
      ...(command.edit === undefined ? {} : { edit: command.edit }),
      out: words => {
        this.#stdout += words;
      },
      err: words => {
        this.#stderr += words;
      },
    });
    world.after(LATENCY.kubectlStart, () => this.#step(undefined));
    world.after(INTERRUPT * 1000, () => this.#interrupt());
  }

  #step(answer: Answer | undefined): void {
    if (this.#over) return;
    const next = answer === undefined ? this.#program.next() : this.#program.next(answer);
    if (next.done === true) {
      this.#world.after(LATENCY.kubectlEnd, () => this.#end(next.value));
      return;
    }
    this.#ask(next.value);
  }

  #ask(ask: Ask): void {
    if (ask.verb === 'sleep') {
      this.#world.after(ask.milliseconds * 1000, () => this.#step({ now: this.#world.instant() }));
      return;
    }
    if (ask.verb === 'watch') return this.#watch(keyOf(ask.kind, ask.namespace, ask.name), ask.deadline);
    if (ask.verb === 'watchKind') return this.#watchKind(ask);
    this.#world.after((this.#schemas?.before(ask) ?? 0) + LATENCY.kubectlRequest, () => {
      const answer = this.#send(ask);
      this.#world.after(LATENCY.kubectlAnswer, () => this.#step({ ...answer, now: this.#world.instant() }));
    });
  }

  #send(ask: Request): Omit<Answer, 'now'> {
    if (ask.verb === 'get' || ask.verb === 'list') {
      const answer = handle(this.#world.state, ask, this.#world.server);
      if (E.isLeft(answer)) return { refusal: answer.left };
      const { object, items, warnings } = answer.right;
      if (object !== undefined) this.#shown.set(keyOfObject(object), object.metadata.resourceVersion);
      return {
        ...(object === undefined ? {} : { object }),
        ...(items === undefined ? {} : { items }),
        ...(warnings === undefined ? {} : { warnings }),
      };
    }
    const answer = request(this.#world, ask, { actor: this.#actor, cause: this.#cause, why: WHY });
    if (E.isLeft(answer)) return { refusal: answer.left };
    const { object, warnings } = answer.right;
    return { ...(object === undefined ? {} : { object }), ...(warnings === undefined ? {} : { warnings }) };
  }

  /** Answers with the object as soon as it is not what was last shown, or says that the deadline came first. */
  #watch(key: ObjectKey, deadline?: number): void {
    const current = this.#world.state.get(key);
    const version = current?.metadata.resourceVersion;
    if (this.#shown.has(key) && this.#shown.get(key) === version) {
      const alarm =
        deadline === undefined
          ? undefined
          : this.#world.after((deadline - this.#world.instant()) * 1000, () => {
              this.#unwatch?.();
              this.#step({ now: this.#world.instant(), timedOut: true });
            });
      this.#wait(
        change => change.key === key,
        () => {
          if (alarm !== undefined) alarm.cancelled = true;
          this.#watch(key, deadline);
        },
      );
      return;
    }
    this.#shown.set(key, version);
    this.#world.after(LATENCY.kubectlAnswer, () =>
      this.#step({ now: this.#world.instant(), ...(current === undefined ? {} : { object: current }) }),
    );
  }

  #watchKind(ask: Extract<Ask, { verb: 'watchKind' }>): void {
    const name = `${ask.kind}/${ask.namespace}/${ask.labelSelector ?? ''}`;
    let pending = this.#pendingKinds.get(name);
    if (pending === undefined) {
      const queue: Change[] = [];
      pending = queue;
      this.#pendingKinds.set(name, pending);
      this.#watches.add(change => {
        const object = (change.after ?? change.before)!;
        if (object.kind !== ask.kind) return;
        if ((ask.namespace ?? '') !== '' && (object.metadata.namespace ?? '') !== ask.namespace) return;
        if (ask.labelSelector !== undefined && !selectorMatchesText(ask.labelSelector, object)) return;
        queue.push(change);
      });
    }
    const queue = pending;
    const change = queue.shift();
    if (change === undefined) {
      this.#wait(
        () => queue.length > 0,
        () => this.#watchKind(ask),
      );
      return;
    }
    const object: KubeObject = (change.after ?? change.before)!;
    const how = change.before === undefined ? 'ADDED' : change.after === undefined ? 'DELETED' : 'MODIFIED';
    this.#world.after(LATENCY.kubectlAnswer, () => this.#step({ now: this.#world.instant(), object, change: how }));
  }

  #wait(wanted: (change: Change) => boolean, then: () => void): void {
    const see = (change: Change) => {
      if (!wanted(change)) return;
      this.#unwatch?.();
      then();
    };
    this.#unwatch = () => {
      this.#watches.delete(see);
      this.#unwatch = undefined;
    };
    this.#watches.add(see);
  }

  /** kubectl catches the interrupt while it watches and ends with 1; elsewhere the signal ends it, which is 130. */
  #interrupt(): void {
    if (!this.#over) this.#end(this.#unwatch === undefined ? 130 : 1);
  }

  #end(exitCode: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#unwatch?.();
    this.#ended(exitCode, this.#stdout, this.#stderr);
  }
}

const WHY = { rule: 'command' as const, inputs: {} };

/** `rollout undo`, `set image`, `create deployment`: two words say what was done; else one does. */
const actorWords = (argv: readonly string[]): number => (['rollout', 'set', 'create'].includes(argv[0] ?? '') ? 2 : 1);
