/** `get` and `describe` over a moment of a log: kubectl's own programs, answered from the state there. */
import { handle, type ServerContext } from '@playhead/api';
import { type ClusterView, type Position, Timeline } from '@playhead/core';
import { type Answer, type Ask, run } from '@playhead/kubectl';
import * as E from 'fp-ts/lib/Either.js';
import { FORMS } from '../commands/get.ts';
import { escapeJson, sanitise } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { positionOf } from '../input/moment.ts';
import { type OpenedLog, openLog } from '../input/open.ts';
import { savedWith, storyOf } from '../input/story.ts';

export interface LookOptions {
  readonly at: string | undefined;
  readonly output: string | undefined;
  readonly namespace: string | undefined;
  readonly selector: string | undefined;
  readonly allNamespaces: boolean;
  readonly showLabels: boolean;
}

export async function look(
  verb: 'get' | 'describe',
  words: readonly string[],
  session: Session,
  options: LookOptions,
): Promise<ExitCode> {
  checkForm(options.output);
  const file = words[words.length - 1]!;
  const opened = await openLog(file, session);
  const { timeline, position } = await placeIn(opened, options.at, session);
  const view = timeline.stateAt(position);
  const namespace = options.namespace ?? (options.allNamespaces ? 'default' : onlyNamespace(view));
  const now = opened.log.header.start + (position === 0 ? 0 : timeline.entry(position).time);
  let [out, err] = ['', ''];
  const exitCode = act(view, now, {
    argv: [verb, ...words.slice(0, -1), ...flagsOf(options)],
    files: {},
    namespace,
    now,
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
  });
  await session.out.write(options.output === 'json' ? escapeJson(out) : sanitise(out));
  await session.err.write(sanitise(err));
  return exitCode === 0 ? opened.exitCode : EXIT.no;
}

/** The pass over the whole log is made only where a moment asks for it, or where it was made before and kept. */
async function placeIn(
  opened: OpenedLog,
  moment: string | undefined,
  session: Session,
): Promise<{ readonly timeline: Timeline; readonly position: Position }> {
  if (moment !== undefined) {
    const story = await storyOf(opened, session);
    return { timeline: story.timeline, position: await positionOf(moment, story) };
  }
  const timeline = new Timeline(opened.log);
  (await savedWith(opened, session))?.find(timeline);
  return { timeline, position: timeline.length };
}

function checkForm(output: string | undefined): void {
  if (output === undefined || FORMS.includes(output) || output.startsWith('jsonpath=')) return;
  throw new Trouble(`-o ${output}: not a form it knows; write ${FORMS.join(', ')} or jsonpath=…`);
}

function flagsOf({ output, selector, allNamespaces, showLabels }: LookOptions): string[] {
  return [
    ...(output === undefined || output === 'table' ? [] : [`--output=${output}`]),
    ...(selector === undefined ? [] : [`--selector=${selector}`]),
    ...(allNamespaces ? ['--all-namespaces'] : []),
    ...(showLabels ? ['--show-labels'] : []),
  ];
}

/** A recording's namespace has a made-up name: where there is only one, it is the one that is meant. */
function onlyNamespace(view: ClusterView): string {
  const namespaces = new Set<string>();
  for (const kind of view.kinds())
    for (const object of view.list(kind))
      if (object.metadata.namespace !== undefined) namespaces.add(object.metadata.namespace);
  if (namespaces.size === 1) return [...namespaces][0]!;
  if (namespaces.size === 0 || namespaces.has('default')) return 'default';
  throw new Trouble(
    `objects lie in several namespaces (${[...namespaces].sort().join(', ')}); choose one with -n, or all with -A`,
  );
}

/** Runs a program that only looks. @throws where it asks for anything else: a broken invariant. */
function act(view: ClusterView, now: number, invocation: Parameters<typeof run>[0]): number {
  const program = run(invocation);
  let step = program.next();
  while (step.done !== true) step = program.next(answer(view, now, step.value));
  return step.value;
}

function answer(view: ClusterView, now: number, ask: Ask): Answer {
  if (ask.verb !== 'get' && ask.verb !== 'list') throw new Error(`a look at a recording asked to ${ask.verb}`);
  const handled = handle(view, ask, NOTHING_NEW);
  if (E.isLeft(handled)) return { now, refusal: handled.left };
  const { object, items } = handled.right;
  return { now, ...(object === undefined ? {} : { object }), ...(items === undefined ? {} : { items }) };
}

const never = (): never => {
  throw new Error('a look at a recording made something new');
};
const NOTHING_NEW: ServerContext = { now: 0, uid: never, suffix: never, clusterIP: never };
