/** A flag as kubectl's pflag knows it. */
export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  /** `list` is split at commas and collects; `array` collects as it is. Durations are kept as text. */
  readonly type: 'text' | 'list' | 'array' | 'bool' | 'int' | 'duration';
  /** What the flag means without a value; flags that have one never take the next word. Booleans: `true`. */
  readonly bare?: string;
  /** Printed to standard error whenever the flag is used. */
  readonly deprecated?: string;
}

/** The flags of one command line, by their long names. */
export class Flags {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  /** In the order given, root flags included: what `--record` writes down. */
  readonly inOrder: readonly (readonly [name: string, value: string])[];

  constructor(inOrder: readonly (readonly [name: string, value: string])[]) {
    this.inOrder = inOrder;
    const values = new Map<string, string[]>();
    for (const [name, value] of inOrder) values.set(name, [...(values.get(name) ?? []), value]);
    this.#values = values;
  }

  given(name: string): boolean {
    return this.#values.has(name);
  }

  /** The last value given. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  bool(name: string, otherwise = false): boolean {
    const value = this.text(name);
    return value === undefined ? otherwise : TRUE.has(value);
  }

  int(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }

  /** Every value given, each split at commas. */
  list(name: string): string[] {
    return (this.#values.get(name) ?? []).flatMap(value => (value === '' ? [] : value.split(',')));
  }

  /** Every value given, as it is. */
  array(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** In milliseconds; 0 where none was given. */
  duration(name: string): number {
    return parseDuration(this.text(name) ?? '0s') ?? 0;
  }
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** What pflag says of a value that its type refuses; undefined where the value is good. */
export function valueFault(spec: FlagSpec, value: string): string | undefined {
  switch (spec.type) {
    case 'bool':
      return TRUE.has(value) || FALSE.has(value)
        ? undefined
        : `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
    case 'int':
      if (!/^[+-]?\d+$/.test(value)) return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
      return Number.isSafeInteger(Number(value))
        ? undefined
        : `strconv.ParseInt: parsing ${JSON.stringify(value)}: value out of range`;
    case 'duration':
      return parseDuration(value) === undefined ? durationFault(value) : undefined;
    default:
      return undefined;
  }
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a Go duration: `1m30s`, `300ms`, `0`. */
export function parseDuration(text: string): number | undefined {
  if (text === '0' || text === '+0' || text === '-0') return 0;
  const match = /^([+-])?((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.exec(text);
  if (match === null) return undefined;
  let total = 0;
  for (const [, number, unit] of match[2]!.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g))
    total += Number(number) * UNITS[unit!]!;
  return match[1] === '-' ? -total : total;
}

function durationFault(text: string): string {
  const quoted = JSON.stringify(text);
  return /^[+-]?\d+(\.\d*)?$/.test(text)
    ? `time: missing unit in duration ${quoted}`
    : `time: invalid duration ${quoted}`;
}
