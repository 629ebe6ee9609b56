import type { Json, JsonObject } from '@playhead/core';
import type { GoType, Leaf } from '../schema/schema.ts';

/**
 * A decoded value as the text that upstream hashes (k8s.io/apimachinery/pkg/util/dump.ForHash: spew's %#v without
 * methods): every field in Go's order with its type, unset ones too. `(v1.Protocol)TCP`, `(*int64)<nil>`.
 */
export function spew(type: GoType, value: Json | undefined, write: (text: string) => void): void {
  write(`(${displayName(type)})`);
  body(type, value, write);
}

const LEAF_NAMES: Readonly<Record<Leaf, string>> = {
  Time: 'v1.Time',
  MicroTime: 'v1.MicroTime',
  Quantity: 'resource.Quantity',
  IntOrString: 'intstr.IntOrString',
  FieldsV1: 'v1.FieldsV1',
  RawExtension: 'runtime.RawExtension',
};

function displayName(type: GoType): string {
  switch (type.kind) {
    case 'leaf':
      return LEAF_NAMES[type.name];
    case 'pointer':
      return `*${displayName(type.elem)}`;
    case 'list':
      return type.name.startsWith('[]') ? `[]${displayName(type.elem)}` : type.name;
    default:
      return type.name;
  }
}

/** What stands after the type: inside lists and maps it stands alone. */
function body(type: GoType, value: Json | undefined, write: (text: string) => void): void {
  switch (type.kind) {
    case 'pointer':
      if (value === undefined || value === null) write('<nil>');
      else body(type.elem, value, write);
      return;
    case 'scalar':
      write(String(value ?? (type.base === 'string' ? '' : type.base === 'bool' ? false : 0)));
      return;
    case 'leaf':
      leaf(type.name, value, write);
      return;
    case 'list':
      list(type.elem, value as readonly Json[] | undefined, write);
      return;
    case 'map':
      map(type.elem, value as JsonObject | undefined, write);
      return;
    case 'struct': {
      const object = (value ?? {}) as JsonObject;
      write('{');
      type.fields.forEach((field, index) => {
        write(`${index === 0 ? '' : ' '}${field.goName}:`);
        // an inlined struct has its fields among its owner's in JSON
        spew(field.type, field.inline ? object : object[field.jsonName], write);
      });
      write('}');
    }
  }
}

function list(elem: GoType, items: readonly Json[] | undefined, write: (text: string) => void): void {
  if (items === undefined || items === null || items.length === 0) {
    write('<nil>');
    return;
  }
  write('[');
  items.forEach((item, index) => {
    if (index > 0) write(' ');
    body(elem, item, write);
  });
  write(']');
}

function map(elem: GoType, entries: JsonObject | undefined, write: (text: string) => void): void {
  const keys = Object.keys(entries ?? {}).sort();
  if (keys.length === 0) {
    write('<nil>');
    return;
  }
  write('map[');
  keys.forEach((key, index) => {
    write(`${index > 0 ? ' ' : ''}${key}:`);
    body(elem, entries![key], write);
  });
  write(']');
}

function leaf(name: Leaf, value: Json | undefined, write: (text: string) => void): void {
  switch (name) {
    case 'IntOrString': {
      const text = typeof value === 'string';
      write(
        `{Type:(intstr.Type)${text ? 1 : 0} IntVal:(int32)${text ? 0 : (value ?? 0)} StrVal:(string)${text ? value : ''}}`,
      );
      return;
    }
    case 'Quantity':
      write(quantity(value === undefined || value === null ? undefined : String(value)));
      return;
    case 'Time':
    case 'MicroTime':
      write(`{Time:(time.Time)${time(value)}}`);
      return;
    case 'FieldsV1':
    case 'RawExtension':
      write('{Raw:([]uint8)<nil>}');
  }
}

/** Whole seconds since the year 1 in `ext`, as Go keeps a time without a monotonic part. */
function time(value: Json | undefined): string {
  if (typeof value !== 'string') return '{wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}';
  return `{wall:(uint64)0 ext:(int64)${Date.parse(value) / 1000 + 62_135_596_800} loc:(*time.Location)<nil>}`;
}

const DECIMAL_POWERS: Readonly<Record<string, number>> = {
  n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18,
}; // biome-ignore format: a table
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * The inside of a resource.Quantity just parsed: small ones as an integer with a power of ten, and the text kept where it
 * is canonical beyond doubt (`128Mi` is not: 128 has three factors of two), large ones as a decimal of billionths.
 */
function quantity(text: string | undefined): string {
  if (text === undefined) return shape('0', 0, '', '');
  if (text === '0') return shape('0', 0, '0', 'DecimalSI');
  const match = /^(-?)0*(\d*)(?:\.(\d*))?([A-Za-z]*?)(?:[eE](-?\d+))?$/.exec(text);
  if (match === null) throw new Error(`not a canonical quantity: ${text}`);
  const [, sign = '', whole = '', fraction = '', suffix = '', power] = match;
  const digits = `${whole === '' ? '0' : whole}${fraction}`;
  const binary = BINARY.indexOf(suffix);
  const value = BigInt(digits);
  if (binary > 0) {
    const amount = value << BigInt(binary * 10);
    const precision = 15 - whole.length - binary * 3 - 1;
    if (fraction !== '' || precision < 0 || amount > MAX_INT64)
      return decimal(amount, fraction.length, sign, 'BinarySI');
    return shape(`${sign}${amount}`, 0, (value & 7n) !== 0n ? text : '', 'BinarySI');
  }
  const format = power === undefined ? 'DecimalSI' : 'DecimalExponent';
  const exponent = power === undefined ? DECIMAL_POWERS[suffix]! : Number(power);
  const scale = exponent - fraction.length;
  if (digits.length > 18 || scale < -9) return decimal(value, -scale, sign, format);
  const canonical = scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
  return shape(`${sign}${value}`, scale, canonical ? text : '', format);
}

const shape = (value: string, scale: number, text: string, format: string): string =>
  `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${text} Format:(resource.Format)${format}}`;

function decimal(digits: bigint, places: number, sign: string, format: string): string {
  const down = 10n ** BigInt(Math.max(places, 0));
  const nano = (digits * 10n ** BigInt(9 + Math.max(-places, 0)) + down - 1n) / down;
  const words: string[] = [];
  for (let rest = nano; rest > 0n; rest >>= 64n) words.push(String(rest & (2n ** 64n - 1n)));
  const big = `{neg:(bool)${sign === '-'} abs:(big.nat)[${words.join(' ')}]}`;
  return `{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec){unscaled:(big.Int)${big} scale:(inf.Scale)9}} s:(string) Format:(resource.Format)${format}}`;
}
