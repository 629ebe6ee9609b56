import type { ObjectKey } from '../kube/key.ts';
import type { Json, JsonObject, KubeObject } from '../kube/object.ts';
import type { Container } from '../kube/pod.ts';
import type { Entry, Position } from '../log/entry.ts';
import { diff } from '../translate/diff.ts';
import { shortImage } from './words.ts';

/**
 * A hand on a workload's spec: a user's command, an autoscaler, another tool. A recording holds only what was written
 * and by which manager; the command, where the log has one, is found beside it.
 */
export interface SpecChange {
  readonly position: Position;
  readonly workload: ObjectKey;
  readonly verb: ChangeVerb;
  /** Who wrote, as the entry says it. */
  readonly actor: string;
  /** `nginx:1.16.1 → nginx:bad-1.161`, `3 → 5`, `maxSurge 25% → 1`. */
  readonly summary: string;
  /** Old and new image, where exactly these changed. */
  readonly image?: readonly [from: string, to: string];
  /** How many fields of the template changed. */
  readonly fields: number;
  /** Whether it starts a rollout: the template changed, or the workload is new. */
  readonly rollout: boolean;
  /** The whole command line and its position, once found. */
  command?: string;
  commandPosition?: Position;
}

export type ChangeVerb =
  | 'create'
  | 'image'
  | 'template'
  | 'restart'
  | 'undo'
  | 'scale'
  | 'pause'
  | 'resume'
  | 'strategy'
  | 'spec'
  | 'delete';

/** `null` where the write changed nothing that a person asked for. */
export function specChange(
  entry: Entry,
  before: KubeObject | undefined,
  after: KubeObject | undefined,
  earlierTemplate: () => boolean,
): SpecChange | null {
  const base = { position: entry.position, workload: entry.subject!, actor: entry.actor, fields: 0, rollout: false };
  if (before === undefined) {
    if (after === undefined) return null;
    const images = imagesOf(after).map(shortImage).join(', ');
    return { ...base, verb: 'create', summary: `${howMany(after)}${images}`, rollout: true };
  }
  if (after === undefined) return { ...base, verb: 'delete', summary: 'gone' };
  if (after.metadata.deletionTimestamp !== undefined && before.metadata.deletionTimestamp === undefined)
    return { ...base, verb: 'delete', summary: 'asked to go' };
  if (before.spec === after.spec) return null;
  if (before.spec?.template !== after.spec?.template) {
    const change = templateChange(entry, before, after, earlierTemplate);
    if (change !== null) return { ...base, ...change };
  }
  return otherChange(base, before, after);
}

/** `3 × ` pods, of a CronJob `schedule 0 * * * *, `; nothing where no number is asked for. */
function howMany({ spec }: KubeObject): string {
  const count = (spec?.replicas ?? spec?.completions) as number | undefined;
  if (count !== undefined) return `${count} × `;
  return spec?.schedule === undefined ? '' : `schedule ${spec.schedule}, `;
}

type Base = Pick<SpecChange, 'position' | 'workload' | 'actor' | 'fields' | 'rollout'>;

function templateChange(entry: Entry, before: KubeObject, after: KubeObject, earlierTemplate: () => boolean) {
  const changes = diff(before.spec.template as Json, after.spec.template as Json);
  const fields = changes.set.length + changes.unset.length;
  if (fields === 0) return null;
  const rolledBack = entry.events.some(event => event.type === 'RolledBack');
  const [from, to] = [imagesOf(before), imagesOf(after)];
  const pairs = to.map((image, i) => [from[i] ?? '', image] as const).filter(([a, b]) => a !== b);
  const only = pairs.length === 1 ? pairs[0] : undefined;
  const summary =
    pairs.length > 0
      ? pairs.map(([a, b]) => `${shortImage(a)} → ${shortImage(b)}`).join(', ')
      : fieldWords(before.spec.template as Json, changes.set, changes.unset);
  const restart = changes.set.some(([path]) => path[path.length - 1] === RESTARTED_AT);
  const undo = rolledBack || (/rollout undo|^kubectl$/.test(entry.actor) && earlierTemplate());
  const verb: ChangeVerb = undo ? 'undo' : restart ? 'restart' : pairs.length > 0 ? 'image' : 'template';
  return {
    verb,
    fields,
    rollout: true,
    summary: restart ? 'every pod anew' : summary,
    ...(only === undefined ? {} : { image: only }),
  };
}

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

function otherChange(base: Base, before: KubeObject, after: KubeObject): SpecChange | null {
  const [old, now] = [before.spec ?? {}, after.spec ?? {}];
  if (old.replicas !== now.replicas)
    return { ...base, verb: 'scale', summary: `replicas ${old.replicas ?? 1} → ${now.replicas ?? 1}` };
  if (old.parallelism !== now.parallelism)
    return { ...base, verb: 'scale', summary: `parallelism ${old.parallelism ?? 1} → ${now.parallelism ?? 1}` };
  if ((old.suspend ?? false) !== (now.suspend ?? false))
    return now.suspend === true
      ? { ...base, verb: 'pause', summary: 'suspended' }
      : { ...base, verb: 'resume', summary: 'goes on' };
  if ((old.paused ?? false) !== (now.paused ?? false))
    return now.paused === true
      ? { ...base, verb: 'pause', summary: 'paused' }
      : { ...base, verb: 'resume', summary: 'resumed' };
  const changes = diff(old as Json, now as Json);
  if (changes.set.length + changes.unset.length === 0) return null;
  const strategy = [...changes.set.map(([path]) => path), ...changes.unset].some(path => /trategy$/.test(`${path[0]}`));
  return {
    ...base,
    verb: strategy ? 'strategy' : 'spec',
    summary: fieldWords(old as Json, changes.set, changes.unset),
  };
}

/** The first field that changed, as `resources.limits.memory 512Mi → 256Mi`, and how many more. */
function fieldWords(
  before: Json,
  set: readonly (readonly [path: readonly (string | number)[], value: Json])[],
  unset: readonly (readonly (string | number)[])[],
): string {
  const paths = [...set.map(([path]) => path), ...unset];
  const first = paths[0];
  if (first === undefined) return '';
  const more = paths.length > 1 ? `, and ${paths.length - 1} more` : '';
  const inner = onlyField(valueAt(before, first), set.find(([path]) => path === first)?.[1]);
  const name = [...first, ...inner.path]
    .map((step, i) => (typeof step === 'number' ? elementName(valueAt(before, first.slice(0, i + 1)), step) : step))
    .slice(-3)
    .join('.');
  return `${name} ${brief(inner.before)} → ${brief(inner.after)}${more}`;
}

/** Of a part that came or went whole and has one field: that field. `requests none → {"cpu":"9"}` is `cpu none → 9`. */
function onlyField(before: Json | undefined, after: Json | undefined) {
  const path: string[] = [];
  let [was, now] = [before, after];
  for (;;) {
    const part = was === undefined ? now : now === undefined ? was : undefined;
    if (typeof part !== 'object' || part === null || Array.isArray(part)) break;
    const [key, ...others] = Object.keys(part);
    if (key === undefined || others.length > 0) break;
    path.push(key);
    const inside = (part as JsonObject)[key];
    if (was === undefined) now = inside;
    else was = inside;
  }
  return { path, before: was, after: now };
}

/** Of a list by its own name, as containers have one. */
function elementName(element: Json | undefined, index: number): string {
  const name = typeof element === 'object' && element !== null ? (element as JsonObject).name : undefined;
  return typeof name === 'string' ? name : String(index);
}

function valueAt(value: Json, path: readonly (string | number)[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as JsonObject)[step as string];
  }
  return at;
}

const brief = (value: Json | undefined): string => {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
};

/** Of a workload, or of what a ControllerRevision keeps of one. */
export function imagesOf(workload: { readonly [field: string]: KubeObject[string] }): string[] {
  const spec = workload.spec?.jobTemplate?.spec ?? workload.spec;
  return ((spec?.template?.spec?.containers ?? []) as readonly Container[]).map(container => container.image ?? '');
}

// Commands ------------------------------------------------------------------------------------------------------------

/** A step of a scenario, as a log keeps it. */
export interface CommandEntry {
  readonly position: Position;
  readonly command: string;
  readonly refused: boolean;
  /** What it said on refusal, the first line. */
  readonly said: string;
  /** False for those that only look. */
  readonly mutates: boolean;
  readonly changes: SpecChange[];
}

const LOOKS =
  /^kubectl (get|describe|diff|explain|logs|top|wait|events|version|api-resources|cluster-info|auth|config)\b/;
const ROLLOUT_LOOKS = /^kubectl (-n \S+ )?rollout (status|history)\b/;

export const mutates = (command: string): boolean => !LOOKS.test(command) && !ROLLOUT_LOOKS.test(command);

/** Whether a command could have made a change. `kubectl` is as far as some managers' names go. */
export function fits(command: string, change: SpecChange): boolean {
  const words = ` ${command.replace(/^kubectl\s+/, '')} `;
  const has = (pattern: RegExp): boolean => pattern.test(words);
  if (has(/ (apply|replace|patch|edit) /)) return true;
  switch (change.verb) {
    case 'create':
      return has(/ (create|run|expose|autoscale) /);
    case 'image':
      return has(/ set image /) || has(/ rollout undo /);
    case 'template':
      return has(/ (set|rollout undo|label|annotate) /);
    case 'restart':
      return has(/ rollout restart /);
    case 'undo':
      return has(/ rollout undo /) || has(/ set /);
    case 'scale':
      return has(/ scale /);
    case 'pause':
      return has(/ rollout pause /);
    case 'resume':
      return has(/ rollout resume /);
    case 'delete':
      return has(/ delete /);
    default:
      return has(/ (set|rollout) /);
  }
}

/** The words of a command up to what it is about: `kubectl set image` of `kubectl -n web set image deployment/nginx …`. */
export function commandTitle(command: string): string {
  const words = command.split(/\s+/);
  if (words[0] !== 'kubectl') return words[0] ?? command;
  const rest: string[] = [];
  for (let i = 1; i < words.length && rest.length < 2; i++) {
    const word = words[i]!;
    if (word === '-n' || word === '--namespace') i++;
    else if (!word.startsWith('-')) rest.push(word);
  }
  const [verb = '', second = ''] = rest;
  const two = verb === 'set' || verb === 'rollout' || (verb === 'create' && !second.includes('/'));
  return two ? `kubectl ${verb} ${second}` : `kubectl ${verb}`;
}

/** The namespace that a command line names with `-n` or `--namespace`; undefined where it names none. */
export const namespaceIn = (command: string): string | undefined =>
  /\s(?:-n|--namespace)[=\s]+(\S+)/.exec(command)?.[1];

/** Who made a change, as a person would say it: the command's words, else what its field manager's name tells. */
export function changeTitle(change: SpecChange): string {
  if (change.command !== undefined) return commandTitle(change.command);
  const { actor, verb } = change;
  if (actor.startsWith('kubectl ')) return actor;
  if (actor === 'kubectl-client-side-apply') return 'kubectl apply';
  if (actor === 'kubectl-set') return verb === 'image' ? 'kubectl set image' : 'kubectl set';
  if (actor === 'kubectl-rollout') return verb === 'restart' ? 'kubectl rollout restart' : `kubectl rollout ${verb}`;
  if (actor.startsWith('kubectl-')) return `kubectl ${actor.slice('kubectl-'.length)}`;
  if (actor === 'kubectl')
    return verb === 'undo' || verb === 'pause' || verb === 'resume' ? `kubectl rollout ${verb}` : `kubectl ${verb}`;
  return actor;
}

/** The word that marks it on the time axis: `apply`, `image`, `undo`, … */
export function changeMark(change: SpecChange): string {
  const title = changeTitle(change);
  if (/ rollout undo$/.test(title)) return 'undo';
  if (/ rollout restart$/.test(title)) return 'restart';
  return change.verb === 'create' && / apply$/.test(title) ? 'apply' : change.verb;
}
