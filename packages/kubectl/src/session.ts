import type { KindInfo, Request } from '@playhead/api';
import { notFound } from '@playhead/api';
import type { Json, KubeObject } from '@playhead/core';
import type { Flags } from './cli/flags.ts';
import { CommandFailed, type Fault } from './errors.ts';
import { resourceText } from './kinds.ts';
import type { Answer, Ask, Invocation } from './program.ts';

/** A part of a program: what it asks on the way, and what it comes to. */
export type Act<T> = Generator<Ask, T, Answer>;

/** One command while it runs: where it talks to, what it was told, and what time it is. */
export class Session {
  readonly invocation: Invocation;
  readonly args: readonly string[];
  readonly flags: Flags;
  readonly namespace: string;
  /** `-n` was given: a file may not name another. */
  readonly namespaceGiven: boolean;
  /** What `--record` writes, where it was given. */
  readonly changeCause: string | undefined;
  now: number;

  constructor(invocation: Invocation, args: readonly string[], words: readonly string[], flags: Flags) {
    this.invocation = invocation;
    this.args = args;
    this.flags = flags;
    this.namespace = flags.text('namespace') ?? invocation.namespace;
    this.namespaceGiven = flags.given('namespace');
    this.changeCause = flags.bool('record') ? changeCauseOf(words, flags) : undefined;
    this.now = invocation.now;
  }

  out(text: string): void {
    if (text !== '') this.invocation.out(text);
  }

  err(text: string): void {
    if (text !== '') this.invocation.err(text);
  }

  *ask(request: Ask): Act<Answer> {
    const answer = yield request;
    this.now = answer.now;
    for (const warning of answer.warnings ?? []) this.err(`Warning: ${warning}\n`);
    return answer;
  }

  /** @throws CommandFailed with the server's refusal. */
  *mustAsk(request: Request, context?: string): Act<Answer> {
    const answer = yield* this.ask(request);
    if (answer.refusal !== undefined) throw new CommandFailed([refused(answer, context)]);
    return answer;
  }

  /** The next version of an object; `late` is the error where it does not come before the end. */
  *next(
    where: { readonly kind: string; readonly namespace: string; readonly name: string },
    end: number,
    late: string,
  ): Act<Answer> {
    if (this.now >= end) throw new CommandFailed([{ text: late }]);
    const deadline = Number.isFinite(end) ? { deadline: end } : {};
    const answer = yield* this.ask({ verb: 'watch', ...where, ...deadline });
    if (answer.timedOut === true || this.now > end) throw new CommandFailed([{ text: late }]);
    return answer;
  }

  *get(info: KindInfo, namespace: string, name: string): Act<KubeObject> {
    const where = info.namespaced ? namespace : '';
    const { object } = yield* this.mustAsk({ verb: 'get', kind: info.kind, namespace: where, name });
    if (object === undefined) throw new CommandFailed([{ refusal: notFound(info, name) }]);
    return object;
  }

  /** In the server's order: by namespace, then name. */
  *list(info: KindInfo, namespace: string | undefined, labelSelector?: string): Act<KubeObject[]> {
    const selecting = labelSelector !== undefined && labelSelector !== '';
    const answer = yield* this.mustAsk(
      {
        verb: 'list',
        kind: info.kind,
        ...(namespace === undefined || !info.namespaced ? {} : { namespace }),
        ...(selecting ? { labelSelector } : {}),
      },
      selecting
        ? `Unable to find "${resourceText(info)}" that match label selector "${labelSelector}", field selector "": `
        : undefined,
    );
    return [...(answer.items ?? [])].sort(inServerOrder);
  }
}

export const refused = (answer: Answer, context?: string): Fault =>
  context === undefined ? { refusal: answer.refusal! } : { refusal: answer.refusal!, context };

/** Runs a part and hands back what went wrong instead of ending the command. */
export function* attempt<T>(part: Act<T>): Act<{ readonly value: T } | { readonly faults: readonly Fault[] }> {
  try {
    return { value: yield* part };
  } catch (error) {
    if (error instanceof CommandFailed) return { faults: error.faults };
    throw error;
  }
}

/** Keys of etcd: namespace, then name, byte by byte. */
export function inServerOrder(a: KubeObject, b: KubeObject): number {
  const [x, y] = [
    `${a.metadata.namespace ?? ''}/${a.metadata.name}`,
    `${b.metadata.namespace ?? ''}/${b.metadata.name}`,
  ];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** `kubectl set image deploy/web web=web:2 --record=true`: the words, then the flags in their order (RecordFlags). */
const changeCauseOf = (words: readonly string[], flags: Flags): string =>
  ['kubectl', ...words, ...flags.inOrder.map(([name, value]) => `--${name}=${value}`)].join(' ');

export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** The object with a field of its metadata's annotations set. */
export function withAnnotation(object: KubeObject, key: string, value: string): KubeObject {
  const annotations = { ...object.metadata.annotations, [key]: value };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

export const asJson = (object: KubeObject): { readonly [field: string]: Json } =>
  object as unknown as { readonly [field: string]: Json };
