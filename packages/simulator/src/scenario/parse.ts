/** From the text of a scenario file to a scenario, or to where it is wrong and what was expected there. */

import { milliValue, wholeValue } from '@playhead/api';
import type { KubeletRule, NodeSpec, Taint } from '@playhead/controllers';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify } from 'yaml';
import { parseWait } from '../waits.ts';
import { ScenarioFile } from './codec.ts';
import {
  DEFAULT_NODES,
  DEFAULT_SETTLE,
  DEFAULT_START,
  type Load,
  labelled,
  type Scenario,
  type Step,
} from './scenario.ts';

/** One mistake: the file, its line (from 1), the field, and what was expected. */
export interface ScenarioError {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly message: string;
}

export function parseScenario(source: string, file: string): E.Either<readonly ScenarioError[], Scenario> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, maxAliasCount: 100 } as never);
  const at = (path: readonly string[]): number => lineOf(document, lines, path);
  const wrong = (path: readonly string[], message: string): ScenarioError => ({
    file,
    line: at(path),
    path: path.join('.'),
    message,
  });
  const broken = document.errors[0];
  if (broken !== undefined)
    return E.left([{ file, line: lines.linePos(broken.pos[0]).line, path: '', message: broken.message }]);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return E.left([wrong([], (error as Error).message)]);
  }
  const decoded = ScenarioFile.decode(value);
  if (E.isLeft(decoded)) return E.left(decoded.left.map(error => wrong(pathOf(error), expected(error))));
  const mistakes = check(decoded.right).map(([path, message]) => wrong(path, message));
  return mistakes.length > 0 ? E.left(mistakes) : E.right(build(decoded.right));
}

const pathOf = (error: t.ValidationError): string[] => error.context.map(entry => entry.key).filter(key => key !== '');

function expected(error: t.ValidationError): string {
  if (error.message?.startsWith('unknown field') === true) return error.message;
  const wanted = error.context[error.context.length - 1]!.type.name;
  return error.value === undefined
    ? `missing: expected ${wanted}`
    : `expected ${wanted}, got ${JSON.stringify(error.value)}`.slice(0, 200);
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly string[]): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    let next: Node | null | undefined;
    if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === key);
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
      next = pair?.value as Node | null | undefined;
    } else if (isSeq(node)) {
      next = node.items[Number(key)] as Node | undefined;
      offset = next?.range?.[0] ?? offset;
    }
    if (next === undefined || next === null) break;
    node = next;
  }
  return lines.linePos(offset).line;
}

/** What the shape alone does not show. */
function check({ spec }: ScenarioFile): (readonly [path: string[], message: string])[] {
  const mistakes: (readonly [string[], string])[] = [];
  if (spec.start !== undefined && Number.isNaN(Date.parse(spec.start)))
    mistakes.push([
      ['spec', 'start'],
      `expected a time such as 2026-01-01T00:00:00Z, got ${JSON.stringify(spec.start)}`,
    ]);
  for (const [i, step] of spec.steps.entries()) {
    if (step.until !== undefined && parseWait(step.until) === undefined)
      mistakes.push([
        ['spec', 'steps', String(i), 'until'],
        `cannot wait for ${JSON.stringify(step.until)}; expected KIND/NAME and one of complete, stalled, updated>=N, ready>=N, available==N, replicas==N`,
      ]);
    if (Object.keys(step).length === 0) mistakes.push([['spec', 'steps', String(i)], 'an empty step does nothing']);
  }
  return mistakes;
}

function build({ metadata, spec }: ScenarioFile): Scenario {
  return {
    name: metadata.name,
    description: spec.description ?? '',
    namespace: spec.namespace ?? 'default',
    start: spec.start === undefined ? DEFAULT_START : Date.parse(spec.start),
    seed: spec.seed ?? 1,
    files: Object.fromEntries(Object.entries(spec.files ?? {}).map(([name, content]) => [name, textOf(content)])),
    nodes: nodesOf(spec.nodes),
    kubelet: spec.kubelet?.map(rule => ruleOf(rule as RuleFile)),
    steps: spec.steps as readonly Step[],
    settle: spec.settle ?? DEFAULT_SETTLE,
    load: (spec.load ?? []).map(loadOf),
    traffic: spec.traffic ?? [],
    ignored: [],
  };
}

/** A manifest, several, or text as it is. */
const textOf = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : [content]
        .flat()
        .map(manifest => stringify(manifest))
        .join('---\n');

type RuleFile = NonNullable<ScenarioFile['spec']['kubelet']>[number];

function ruleOf({ pull, ...rule }: RuleFile): KubeletRule {
  if (pull === undefined) return rule as KubeletRule;
  return { ...rule, pull: { ...pull, after: pull.after ?? 0 } } as KubeletRule;
}

type LoadFile = NonNullable<ScenarioFile['spec']['load']>[number];

const loadOf = ({ match, limit, cpu }: LoadFile): Load => ({
  match,
  ...(limit === undefined ? {} : { limit: milliValue(limit) }),
  cpu: cpu.map(({ after, total }) => ({ after, total: milliValue(total) })),
});

interface Room {
  readonly cpu?: number | string | undefined;
  readonly memory?: number | string | undefined;
  readonly pods?: number | undefined;
}

function nodesOf(nodes: ScenarioFile['spec']['nodes']): readonly NodeSpec[] {
  if (nodes === undefined) return DEFAULT_NODES;
  const standard = DEFAULT_NODES[0]!;
  const room = (n: Room) => ({
    cpu: n.cpu === undefined ? standard.cpu : milliValue(n.cpu) / 1000,
    memory: n.memory === undefined ? standard.memory : wholeValue(n.memory),
    pods: n.pods ?? standard.pods,
  });
  if (!Array.isArray(nodes)) {
    const many = nodes as Room & { count: number };
    return Array.from({ length: many.count }, (_, i) => labelled({ name: `node-${i}`, ...room(many) }));
  }
  return nodes.map(node =>
    labelled({
      name: node.name,
      ...room(node),
      ...(node.labels === undefined ? {} : { labels: node.labels }),
      ...(node.unschedulable === undefined ? {} : { unschedulable: node.unschedulable }),
      ...(node.taints === undefined ? {} : { taints: node.taints as readonly Taint[] }),
    }),
  );
}
