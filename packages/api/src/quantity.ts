import * as E from 'fp-ts/lib/Either.js';

/** How a quantity is written: 12e6, 12Mi or 12M. */
export type QuantityFormat = 'DecimalExponent' | 'BinarySI' | 'DecimalSI';

/** A fixed-point number of billionths (`nano`), as apimachinery/pkg/api/resource has it, and the way it is written. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const WRONG_SUFFIX = "unable to parse quantity's suffix";

const NANO = 1_000_000_000n;
/** 2^63-1 whole units: what is larger counts as this. */
const LARGEST = 9_223_372_036_854_775_807n * NANO;

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/**
 * Reads a quantity in the API server's way and refuses it in its words: `100m`, `1.5Gi`, `12e6`. What is finer than a
 * billionth is rounded away from zero.
 */
export function parseQuantity(text: string): E.Either<string, Quantity> {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*)([-+]?\d*)$/.exec(text);
  if (text === '' || match === null) return E.left(WRONG_FORMAT);
  const [, sign, whole = '', fraction = '', letters = '', exponent = ''] = match;
  // no digit at all is the number 0 to upstream's scanner ("m" is 0m), but a bare sign or dot before a suffix is too
  const scale = suffixScale(letters, exponent);
  if (scale === undefined) return E.left(WRONG_SUFFIX);
  const digits = BigInt(`${whole}${fraction}` === '' ? '0' : `${whole}${fraction}`);
  const nano = scaled(digits, scale, fraction.length);
  const capped = nano > LARGEST ? LARGEST : nano;
  return E.right({ nano: sign === '-' ? -capped : capped, format: scale.format });
}

interface Scale {
  readonly format: QuantityFormat;
  readonly base: bigint;
  readonly power: number;
}

function suffixScale(letters: string, exponent: string): Scale | undefined {
  if (exponent === '') {
    const binary = BINARY.indexOf(letters);
    if (binary > 0) return { format: 'BinarySI', base: 1024n, power: binary };
    const decimal = DECIMAL.indexOf(letters);
    return decimal < 0 ? undefined : { format: 'DecimalSI', base: 10n, power: (decimal - 3) * 3 };
  }
  if (!/^[eE]$/.test(letters) || !/\d/.test(exponent)) return undefined;
  return { format: 'DecimalExponent', base: 10n, power: Number(exponent) };
}

/** `digits` with `places` of them after the point, times base^power, in billionths, rounded away from zero. */
function scaled(digits: bigint, { base, power }: Scale, places: number): bigint {
  if (digits === 0n) return 0n;
  if (power > 60) return LARGEST;
  if (power < -60) return 1n;
  const up = digits * NANO * (power > 0 ? base ** BigInt(power) : 1n);
  const down = 10n ** BigInt(places) * (power < 0 ? base ** BigInt(-power) : 1n);
  return (up + down - 1n) / down;
}

/** The canonical text: `0.5` is `500m`, `1000m` is `1`, `1024Mi` is `1Gi`. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const magnitude = nano < 0n ? -nano : nano;
  // a binary number below 1024, or one that is not whole, is written in decimal so that nothing is lost
  if (format === 'BinarySI' && magnitude >= 1024n * NANO && nano % NANO === 0n) return binaryText(nano / NANO);
  let mantissa = nano;
  let exponent = -9;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0) {
    mantissa *= 10n;
    exponent--;
  }
  if (format === 'DecimalExponent') return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  while (exponent > 18) {
    mantissa *= 1000n;
    exponent -= 3;
  }
  return `${mantissa}${DECIMAL[exponent / 3 + 3]}`;
}

function binaryText(whole: bigint): string {
  let mantissa = whole;
  let power = 0;
  while (power < 6 && mantissa % 1024n === 0n) {
    mantissa /= 1024n;
    power++;
  }
  return `${mantissa}${BINARY[power]}`;
}

export const ZERO: Quantity = { nano: 0n, format: 'DecimalSI' };

/** The sum, written as the first is unless that is zero (Quantity.Add). */
export const addQuantities = (a: Quantity, b: Quantity): Quantity => ({
  nano: a.nano + b.nano,
  format: a.nano === 0n ? b.format : a.format,
});

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export const compareQuantities = (a: Quantity, b: Quantity): number => (a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0);

const known = new Map<string, Quantity>();

/**
 * The quantity of a text that the API server has let through; anything else counts as 0. Texts repeat (a rollout has a
 * handful), so the last thousand are kept.
 */
export function quantityOf(text: string | number | undefined): Quantity {
  if (text === undefined) return ZERO;
  const key = String(text);
  let quantity = known.get(key);
  if (quantity === undefined) {
    quantity = E.getOrElse(() => ZERO)(parseQuantity(key));
    if (known.size > 1000) known.clear();
    known.set(key, quantity);
  }
  return quantity;
}

/** Whole units, rounded up (Quantity.Value): `1500m` is 2. */
export const wholeValue = (text: string | number | undefined): number =>
  Number(ceilDivide(quantityOf(text).nano, NANO));

/** Thousandths, rounded up (Quantity.MilliValue): `0.5` is 500. */
export const milliValue = (text: string | number | undefined): number =>
  Number(ceilDivide(quantityOf(text).nano, 1_000_000n));

function ceilDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  if (a % b === 0n) return quotient;
  return a > 0n ? quotient + 1n : quotient - 1n;
}
