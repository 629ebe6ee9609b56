import { handle, type Request } from '@playhead/api';
import { ClusterState, type Entry, type Json, type KubeObject, keyOfObject, translate } from '@playhead/core';
import { type Answer, type Ask, run, scenarioArgv } from '@playhead/kubectl';
import * as E from 'fp-ts/lib/Either.js';

/** As a shell says of a command ended from outside. */
const INTERRUPTED = 130;

export interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** An API server in memory with nobody else in the cluster, for tests: kubectl talks, nothing answers by itself. */
export class FakeServer {
  readonly state = ClusterState.empty();
  readonly requests: Request[] = [];
  now = Date.parse('2026-01-01T00:00:00Z');
  readonly #files: Readonly<Record<string, string>>;
  #made = 0;

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.#files = files;
  }

  /** Runs a command line; `meanwhile` answers what is waited for, and ends the command where it has no answer. */
  kubectl(line: string, meanwhile: (ask: Ask) => Answer | undefined = () => undefined, edit?: Json): Said {
    const said = { exitCode: -1, out: '', err: '' };
    const program = run({
      argv: scenarioArgv(line, 'default'),
      files: this.#files,
      namespace: 'default',
      now: this.now,
      ...(edit === undefined ? {} : { edit }),
      out: text => {
        said.out += text;
      },
      err: text => {
        said.err += text;
      },
    });
    let next = program.next();
    while (next.done !== true) {
      const answer = this.#answer(next.value, meanwhile);
      if (answer === undefined) return { ...said, exitCode: INTERRUPTED };
      next = program.next(answer);
    }
    return { ...said, exitCode: next.value };
  }

  #answer(ask: Ask, meanwhile: (ask: Ask) => Answer | undefined): Answer | undefined {
    if (ask.verb === 'watch' || ask.verb === 'watchKind' || ask.verb === 'sleep') return meanwhile(ask);
    this.requests.push(ask);
    const handled = handle(this.state, ask, {
      now: this.now,
      uid: () => `00000000-0000-4000-8000-${String(++this.#made).padStart(12, '0')}`,
      suffix: () => 'abcde',
      clusterIP: () => '10.0.0.9',
    });
    if (E.isLeft(handled)) return { now: this.now, refusal: handled.left };
    const { writes, ...answer } = handled.right;
    for (const { before, after } of writes) this.put(before, after);
    return { now: this.now, ...answer };
  }

  /** Writes past the server, as a controller would have. */
  put(before: KubeObject | undefined, after: KubeObject | undefined): void {
    const position = this.state.position + 1;
    const entry: Entry = {
      position,
      time: position,
      actor: 'test',
      cause: 0,
      subject: keyOfObject((after ?? before)!),
      resourceVersion: position,
      events: translate(before, after),
    };
    this.state.apply(entry);
  }
}
