/** An object as lines of YAML, each with its path, so that two versions of it can be laid over each other. */
import type { Json, JsonObject, KubeObject } from '@playhead/core';
import { stringify } from 'yaml';

export interface ObjectLine {
  readonly text: string;
  readonly path: string;
  /** ` ` as before, `+` new or changed, `-` gone or what it was. */
  readonly mark: ' ' | '+' | '-';
}

export function objectLines(object: KubeObject): ObjectLine[] {
  const lines: ObjectLine[] = [];
  emit(object as unknown as JsonObject, '', 0, lines);
  return lines;
}

/** Every write changes it, so it is never marked. */
const VERSION = '/metadata/resourceVersion';

/** After, with what was different before standing above it. */
export function changedLines(before: KubeObject | undefined, after: KubeObject | undefined): ObjectLine[] {
  const now = after === undefined ? [] : objectLines(after);
  if (before === undefined) return now;
  const was = objectLines(before);
  const old = new Map(was.map(line => [line.path, line]));
  const kept = new Set(now.map(line => line.path));
  const lines: ObjectLine[] = [];
  let next = 0;
  for (const line of now) {
    const same = old.get(line.path);
    if (same !== undefined) {
      const until = was.indexOf(same, next);
      for (; next < until; next++) if (!kept.has(was[next]!.path)) lines.push({ ...was[next]!, mark: '-' });
      next = Math.max(next, until + 1);
    }
    if (same?.text === line.text || (same !== undefined && line.path === VERSION)) lines.push(line);
    else lines.push(...(same === undefined ? [] : [{ ...same, mark: '-' as const }]), { ...line, mark: '+' });
  }
  for (; next < was.length; next++) if (!kept.has(was[next]!.path)) lines.push({ ...was[next]!, mark: '-' });
  return lines;
}

function emit(value: JsonObject, path: string, indent: number, lines: ObjectLine[], first = ''): void {
  const keys = Object.keys(value).filter(key => value[key] !== undefined);
  keys.sort();
  keys.forEach((key, i) => {
    const lead = i === 0 && first !== '' ? first : ' '.repeat(indent);
    field(`${lead}${scalar(key)}:`, value[key] as Json, `${path}/${key}`, indent, lines);
  });
}

function field(head: string, value: Json, path: string, indent: number, lines: ObjectLine[]): void {
  const push = (text: string, at: string): void => void lines.push({ text, path: at, mark: ' ' });
  if (Array.isArray(value)) {
    if (value.length === 0) return push(`${head} []`, path);
    push(head, path);
    value.forEach((item, i) => {
      const dash = `${' '.repeat(indent)}- `;
      if (isObject(item)) emit(item, `${path}/${i}`, indent + 2, lines, dash);
      else push(`${dash}${Array.isArray(item) ? JSON.stringify(item) : scalar(item)}`, `${path}/${i}`);
    });
  } else if (isObject(value)) {
    if (Object.keys(value).length === 0) return push(`${head} {}`, path);
    push(head, path);
    emit(value, path, indent + 2, lines);
  } else push(`${head} ${scalar(value)}`, path);
}

/** What stands for itself in YAML: names, images and the like, with a letter first so that none is a number or a time. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/;
/** Letters that mean something else: YAML 1.1 and 1.2 words of true, false and null. */
const WORDS = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

/** On one line, quoted as YAML needs it. Most texts need nothing, and to know so is a hundred times as fast. */
function scalar(value: Json): string {
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string' && PLAIN.test(value) && !WORDS.test(value)) return value;
  return typeof value === 'string' && value.includes('\n')
    ? JSON.stringify(value)
    : stringify(value, { lineWidth: 0 }).trimEnd();
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The branches nothing changed in folded into one line: `spec: …`. `managedFields` always are. */
export function folded(lines: readonly ObjectLine[], hide: readonly string[]): ObjectLine[] {
  const changed = lines.filter(line => line.mark !== ' ').map(line => line.path);
  const inside = (path: string, branch: string): boolean => path === branch || path.startsWith(`${branch}/`);
  const closed = hide.filter(branch => branch === MANAGED || !changed.some(path => inside(path, branch)));
  return lines.flatMap(line => {
    const branch = closed.find(path => inside(line.path, path));
    if (branch === undefined) return [line];
    if (line.path !== branch || line.mark === '-') return [];
    return [{ ...line, text: line.text.endsWith(':') ? `${line.text} …` : line.text, mark: ' ' as const }];
  });
}

/** A line, and how many are folded into it. */
export interface FoldedLine extends ObjectLine {
  readonly folded: number;
}

/** With exactly these branches folded, each into its first line. */
export function foldedBy(lines: readonly ObjectLine[], closed: ReadonlySet<string>): FoldedLine[] {
  const rows: FoldedLine[] = [];
  let within = '';
  let count = 0;
  const end = (): void => {
    const last = rows[rows.length - 1];
    if (within !== '' && count > 0) rows[rows.length - 1] = { ...last!, text: `${last!.text} …`, folded: count };
    within = '';
    count = 0;
  };
  for (const row of lines) {
    if (within !== '' && row.path.startsWith(`${within}/`)) {
      count++;
      continue;
    }
    end();
    rows.push({ ...row, folded: 0 });
    if (closed.has(row.path)) within = row.path;
  }
  end();
  return rows;
}

/** The branch a line begins, else the nearest one it stands in that has a line of its own. */
export function branchOf(lines: readonly ObjectLine[], path: string): string | undefined {
  if (lines.some(row => row.path.startsWith(`${path}/`))) return path;
  const own = new Set(lines.map(row => row.path));
  let at = path.lastIndexOf('/');
  while (at > 0 && !own.has(path.slice(0, at))) at = path.lastIndexOf('/', at - 1);
  return at > 0 ? path.slice(0, at) : undefined;
}

export const MANAGED = '/metadata/managedFields';

/** What a glance at an object leaves out where nothing changed in it. */
export const REST: readonly string[] = [
  MANAGED,
  '/metadata',
  '/metadata/annotations',
  '/metadata/labels',
  '/metadata/ownerReferences',
  '/spec',
  '/spec/selector',
  '/spec/strategy',
  '/spec/template',
  '/spec/template/metadata',
  '/spec/containers',
  '/spec/tolerations',
  '/spec/volumes',
  '/status/conditions',
  '/status/hostIPs',
  '/status/podIPs',
];
