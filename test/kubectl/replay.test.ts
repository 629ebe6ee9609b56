/**
 * What kubectl printed of a real cluster, printed again from the recording: every `get`, `describe` and `rollout history`
 * of the kept recordings, run against the state folded up to where the command ended.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { matches, parseSelector } from '@playhead/api';
import { type ClusterView, type KubeObject, keyOf, Timeline } from '@playhead/core';
import { type Answer, type Ask, run, scenarioArgv } from '@playhead/kubectl';
import { exportLines, openRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { story } from '../conformance/compare.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const FILES = ['test/conformance/recordings', 'scenarios/recordings'].flatMap(folder =>
  readdirSync(path.join(ROOT, folder))
    .filter(name => name.endsWith('.rollout'))
    .map(name => path.join(ROOT, folder, name)),
);

/** But for nodes, which recordings do not watch. */
const READS = /^kubectl (get|describe|rollout history) (?!.*-w\b|(nodes?|no) )/;

/** Answers what a command that only reads asks, from a state. */
function answer(ask: Ask, view: ClusterView, now: number): Answer {
  switch (ask.verb) {
    case 'get': {
      const object = view.get(keyOf(ask.kind, ask.namespace, ask.name));
      return object === undefined ? { now } : { now, object };
    }
    case 'list': {
      const selector = parseSelector(ask.labelSelector ?? '');
      if (E.isLeft(selector)) throw new Error(selector.left);
      const listed = view.list(ask.kind, ask.namespace).filter(o => matches(selector.right, o.metadata.labels));
      return { now, items: listed };
    }
    default:
      throw new Error(`a command that reads asks to ${ask.verb}`);
  }
}

function print(command: string, namespace: string, view: ClusterView, now: number) {
  const said = { stdout: '', stderr: '', exitCode: -1 };
  const program = run({
    argv: scenarioArgv(command, namespace),
    files: {},
    namespace,
    now,
    out: text => {
      said.stdout += text;
    },
    err: text => {
      said.stderr += text;
    },
  });
  let next = program.next();
  while (next.done !== true) next = program.next(answer(next.value, view, now));
  return { ...said, exitCode: next.value };
}

interface Line {
  readonly step?: number;
  readonly command?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly object?: KubeObject;
}

/** Objects lie in a namespace with a made-up name; the words of commands were written with the scenario's. */
function namespacesOf(lines: readonly Line[]): { readonly real: string; readonly written: string } {
  const real = lines.find(line => line.object?.metadata.namespace !== undefined)!.object!.metadata.namespace!;
  const words = lines.map(line => `${line.stdout ?? ''}${line.stderr ?? ''}`).join('\n');
  const [, deleted, found, described] =
    /deleted from (\S+) namespace|found in (\S+) namespace|Namespace: +(\S+)/.exec(words) ?? [];
  return { real, written: deleted ?? found ?? described ?? 'default' };
}

describe.each(FILES.map(file => [path.basename(file, '.rollout'), file] as const))('%s', (_, file) => {
  const opened = openRecording(file);
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  const { log } = opened.right;
  const lines = [...exportLines(log)] as unknown as Line[];
  const { real, written } = namespacesOf(lines);
  const inWords = (text: string) => text.replaceAll(real, written);
  const printed = new Map<number, ReturnType<typeof print>>();
  new Timeline(log).visit(1, log.length, (entry, _change, state) => {
    for (const event of entry.events) {
      if (event.type !== 'CommandCompleted' && event.type !== 'CommandRefused') continue;
      if (!READS.test(`${event.command} `)) continue;
      const said = print(event.command, real, state, log.header.start + entry.time);
      printed.set(event.step, { ...said, stdout: inWords(said.stdout), stderr: inWords(said.stderr) });
    }
  });
  opened.right.close();
  const ours = lines.map(line => (printed.has(line.step ?? -1) ? { ...line, ...printed.get(line.step!) } : line));
  const [theirStory, ourStory] = [story(lines), story(ours)];
  const steps = lines.filter(line => line.step !== undefined);

  test('prints what the cluster printed of the commands that read', () => {
    const reading = steps.flatMap((line, at) => (READS.test(`${line.command} `) ? [at] : []));
    expect(printed.size).toBe(reading.length);
    expect(reading.map(at => ourStory.steps[at])).toEqual(reading.map(at => theirStory.steps[at]));
  });
});
