import { GO_TYPES } from './data.ts';

/** A Go type as the schema knows it. Types are made on first use and shared: compare them by identity. */
export type GoType =
  /** `name` is the Go name, `string` or `v1.Protocol`; `base` what it is made of. */
  | { readonly kind: 'scalar'; readonly name: string; readonly base: ScalarBase }
  | { readonly kind: 'leaf'; readonly name: Leaf }
  | { readonly kind: 'pointer'; readonly name: string; readonly elem: GoType }
  | { readonly kind: 'list'; readonly name: string; readonly elem: GoType }
  | { readonly kind: 'map'; readonly name: string; readonly elem: GoType }
  | GoStruct;

export type ScalarBase = 'string' | 'bool' | 'int32' | 'int64' | 'uint8' | 'float64';

/** Types that read and write themselves as JSON in their own way. */
export type Leaf = 'Time' | 'MicroTime' | 'Quantity' | 'IntOrString' | 'FieldsV1' | 'RawExtension';

export interface GoStruct {
  readonly kind: 'struct';
  readonly name: string;
  /** As Go declares them: what is hashed goes by this. */
  readonly fields: readonly GoField[];
  /** By JSON name, inlined structs opened, in order: what is read and written goes by this. */
  readonly json: ReadonlyMap<string, GoField>;
  /** Those written even where they are not set. */
  readonly always: readonly GoField[];
}

export interface GoField {
  readonly goName: string;
  readonly jsonName: string;
  readonly type: GoType;
  readonly omitEmpty: boolean;
  /** Left out when a struct is zero too, which omitempty alone does not do. */
  readonly omitZero: boolean;
  readonly inline: boolean;
  /** Go names of the embedded structs the field is promoted from: `ProbeHandler` for a probe's `exec`. */
  readonly promotedFrom?: readonly string[];
  /** For a list merged by a key in strategic merge patches: `name` for containers. */
  readonly mergeKey?: string;
  /** `merge`, `replace`, `retainKeys`. */
  readonly strategies: readonly string[];
}

const LEAVES = new Set(['Time', 'MicroTime', 'Quantity', 'IntOrString', 'FieldsV1', 'RawExtension']);
const SCALARS = new Set(['string', 'bool', 'int32', 'int64', 'uint8', 'float64']);

let lines: Map<string, string> | undefined;
const types = new Map<string, GoType>();

function lineOf(name: string): string {
  lines ??= new Map(
    GO_TYPES.split('\n')
      .filter(line => line !== '')
      .map(line => [line.slice(0, line.search(/[{=]/)), line]),
  );
  const line = lines.get(name);
  if (line === undefined) throw new Error(`no Go type named ${name} in the schema`);
  return line;
}

/** The type written as in Go: `v1.PodSpec`, `[]v1.Container`, `*int32`, `map[string]string`. */
export function goType(name: string): GoType {
  const known = types.get(name);
  if (known !== undefined) return known;
  const made = make(name);
  types.set(name, made);
  return made;
}

/** The struct of this name: `apps/v1.Deployment`. */
export function goStruct(name: string): GoStruct {
  const type = goType(name);
  if (type.kind !== 'struct') throw new Error(`${name} is no struct`);
  return type;
}

function make(name: string): GoType {
  if (name.startsWith('*')) return lazyElem('pointer', name, name.slice(1));
  if (name.startsWith('[]')) return lazyElem('list', name, name.slice(2));
  if (name.startsWith('map[')) return lazyElem('map', name, name.slice(name.indexOf(']') + 1));
  if (LEAVES.has(name)) return { kind: 'leaf', name: name as Leaf };
  if (SCALARS.has(name)) return { kind: 'scalar', name, base: name as ScalarBase };
  const line = lineOf(name);
  if (line[name.length] === '{') return struct(name, line.slice(name.length + 1, -1));
  const underlying = goType(line.slice(name.length + 1));
  if (underlying.kind === 'scalar') return { kind: 'scalar', name, base: underlying.base };
  return Object.defineProperty({ ...underlying }, 'name', { value: name }) as GoType;
}

/** Types refer to each other in circles (an owner's template holds pods): what a list holds is made when asked for. */
function lazyElem(kind: 'pointer' | 'list' | 'map', name: string, elem: string): GoType {
  let made: GoType | undefined;
  return {
    kind,
    name,
    get elem() {
      made ??= goType(elem);
      return made;
    },
  } as GoType;
}

function struct(name: string, body: string): GoStruct {
  const fields = body === '' ? [] : body.split(';').map(field);
  let json: Map<string, GoField> | undefined;
  let always: GoField[] | undefined;
  return {
    kind: 'struct',
    name,
    fields,
    get json() {
      json ??= new Map(fields.flatMap(opened).map(f => [f.jsonName, f]));
      return json;
    },
    get always() {
      always ??= [...this.json.values()].filter(isAlways);
      return always;
    },
  };
}

/** A struct is written though it is empty unless omitzero says otherwise; so is what has no omitempty, and zero times. */
export function isAlways(field: GoField): boolean {
  if (field.omitZero) return false;
  return !field.omitEmpty || field.type.kind === 'struct' || field.type.kind === 'leaf';
}

function opened(f: GoField): GoField[] {
  if (!f.inline) return [f];
  if (f.type.kind !== 'struct') return [];
  return f.type.fields.flatMap(opened).map(inner =>
    // properties are read when asked for: types refer to each other in circles
    Object.create(inner, { promotedFrom: { value: [f.goName, ...(inner.promotedFrom ?? [])], enumerable: true } }),
  );
}

function field(text: string): GoField {
  const [goName = '', typeName = '', ...options] = text.split(' ');
  const option = (letter: string): string | undefined =>
    options.find(o => o.startsWith(`${letter}=`))?.slice(letter.length + 1);
  const mergeKey = option('k');
  let type: GoType | undefined;
  return {
    goName,
    jsonName: option('json') ?? goName.charAt(0).toLowerCase() + goName.slice(1),
    get type() {
      type ??= goType(typeName);
      return type;
    },
    omitEmpty: options.includes('o'),
    omitZero: options.includes('z'),
    inline: options.includes('i'),
    strategies: option('s')?.split(',') ?? [],
    ...(mergeKey === undefined ? {} : { mergeKey }),
  };
}
