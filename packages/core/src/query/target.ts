/** Which object of a log a name means. */
import { type ObjectKey, partsOf } from '../kube/key.ts';
import type { Story } from '../projections/story.ts';
import { shortKind } from '../projections/words.ts';
import type { WorkloadStory } from '../projections/workloadStory.ts';
import { Fault } from './expression.ts';
import { hint, listed } from './nearest.ts';
import { indexOf } from './signal.ts';

/** An object of the log, and its story where it is a workload. */
export interface Target {
  readonly key: ObjectKey;
  readonly workload: WorkloadStory | undefined;
}

/** The workload a bare word is about. @throws Fault where the log has none. */
export function subjectTarget(subject: WorkloadStory | undefined, at: number): Target {
  if (subject === undefined)
    throw new Fault(at, 'no workload is in this log; name an object, as job/once.status.succeeded');
  return { key: subject.key, workload: subject };
}

/**
 * `web`, `ns/web`: a workload; `deployment/web`, `ns/pod/web-0`: any object.
 * @throws Fault where there is none of this name, or several.
 */
export function targetOf(names: readonly string[], story: Story, at: number): Target {
  const [first, second, third] = names;
  if (names.length > 3) throw new Fault(at, names.join('/'), 'at most namespace/kind/name');
  const found =
    second === undefined
      ? story.workloads.filter(({ name }) => name === first).map(({ key }) => key)
      : third === undefined
        ? withKindOrNamespace(first!, second, story, at)
        : objects(story, second, third, first!);
  if (found.length === 0) throw new Fault(at, notThere(names, story));
  if (found.length > 1) throw new Fault(at, `${names.join('/')} may be ${listed(found.map(full))}: write one of them`);
  const key = found[0]!;
  return { key, workload: story.workloads.find(workload => workload.key === key) };
}

function withKindOrNamespace(first: string, name: string, story: Story, at: number): ObjectKey[] {
  const kinds = kindsOf(story);
  if (kinds.some(kind => isKind(kind, first))) return objects(story, first, name, undefined);
  const found = story.workloads.filter(workload => workload.namespace === first && workload.name === name);
  if (found.length === 0 && !namespacesOf(story).has(first))
    throw new Fault(
      at,
      `no ${first} is in this log${hint(
        first,
        [...kinds].map(kind => kind.toLowerCase()),
      )}`,
    );
  return found.map(({ key }) => key);
}

function objects(story: Story, kind: string, name: string, namespace: string | undefined): ObjectKey[] {
  const found: ObjectKey[] = [];
  for (const key of keysOf(story, kind)) {
    const parts = partsOf(key);
    if (parts.name === name && (namespace === undefined || parts.namespace === namespace)) found.push(key);
  }
  return found;
}

/** `Deployment`, `deployments`, `deploy`; kubectl's other short names. */
const isKind = (kind: string, word: string): boolean => {
  const [is, wanted] = [kind.toLowerCase(), word.toLowerCase()];
  return is === wanted || shortKind(kind) === wanted || SHORT[wanted] === kind || plurals(is).includes(wanted);
};
const plurals = (kind: string): string[] => [`${kind}s`, `${kind}es`, kind.replace(/y$/, 'ies')];
const SHORT: Readonly<Record<string, string>> = { po: 'Pod', cj: 'CronJob', ev: 'Event', no: 'Node' };

/** The keys of one kind: of a long log those of all would be hundreds of thousands. */
function* keysOf(story: Story, word: string): Generator<ObjectKey> {
  const index = indexOf(story.timeline);
  for (const kind of index.kinds())
    if (isKind(kind, word)) for (const slot of index.ofKind(kind)) yield index.keyOf(slot);
}

const kindsOf = (story: Story): string[] => [...indexOf(story.timeline).kinds()];
const namespacesOf = (story: Story): Set<string> =>
  new Set([...story.writes.keys()].map(key => partsOf(key).namespace));

function notThere(names: readonly string[], story: Story): string {
  const name = names[names.length - 1]!;
  if (names.length === 1) {
    const workloads = story.workloads.map(workload => workload.name);
    return `no workload ${name} is in this log${hint(name, [...new Set(workloads)])}`;
  }
  const others = Array.from(keysOf(story, names[names.length - 2]!), key => partsOf(key).name);
  return `no ${names.join('/')} is in this log${hint(name, [...new Set(others)])}`;
}

const full = (key: ObjectKey): string => {
  const { kind, namespace, name } = partsOf(key);
  return namespace === '' ? `${kind.toLowerCase()}/${name}` : `${namespace}/${kind.toLowerCase()}/${name}`;
};
