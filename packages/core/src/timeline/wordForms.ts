/**
 * The forms of words: `available 9513, ready 9500` and `available 8, ready 12` have one form, in which a sign stands for
 * any number. So the words of a million entries come down to a short list, and one that cannot hold a text rules out all
 * entries that have it. A form only ever allows more than was said: what it allows is looked at again.
 */

/** What stands in a form for a run of characters: up to five digits, more of them, a uuid, hexadecimal digits, a name. */
const DIGITS = '\u0001';
const MANY_DIGITS = '\u0002';
const UUID = '\u0003';
const HEX = '\u0004';
/** Letters and digits that `k8s.io/apimachinery/pkg/util/rand` makes names of: no vowels, no 0, 1 and 3. */
const GENERATED = '\u0005';
/** Alone in a form: any words at all. */
const ANY = '\u0006';

/** Which characters a sign may stand for. */
const CLASSES: readonly (readonly [sign: string, holds: RegExp])[] = [
  [DIGITS, /[0-9]/],
  [MANY_DIGITS, /[0-9]/],
  [UUID, /[0-9a-f-]/],
  [HEX, /[0-9a-f]/],
  [GENERATED, /[bcdfghjklmnpqrstvwxz2456789]/],
];
/** What only a text can hold, no number and no uuid or time that a log writes as numbers. */
const OF_TEXTS: readonly string[] = [HEX, GENERATED];

/**
 * A template's hash has 8 to 10 characters, the end of a generated name 5; Kubernetes Events end in 16 hexadecimal digits.
 * Neither is a number, a number of seconds (`22225s`) or a time of day (`22t22`). Replaced one after the other: a function
 * asked at every match would take longer than all else.
 */
const NUMBERS: readonly (readonly [pattern: RegExp, sign: string])[] = [
  [/[0-9]{6,}/g, MANY_DIGITS],
  [/[0-9]+/g, DIGITS],
];
const FEW = 5;
const ALL: readonly (readonly [pattern: RegExp, sign: string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, UUID],
  [
    /(?<![a-z0-9])(?=[0-9]*[a-z][a-z0-9])(?![0-9]+t[0-9]+(?![a-z0-9]))[bcdfghjklmnpqrstvwxz2456789]{5,10}(?![a-z0-9])/g,
    GENERATED,
  ],
  [/(?<![a-z0-9])(?=[0-9]*[a-f][0-9a-f])[0-9a-f]{11,}(?![a-z0-9])/g, HEX],
  ...NUMBERS,
];

const SIGNS = /[\u0001-\u0006]/;
/** Letters beyond ASCII that become ASCII in lower case: a search in bytes would not meet them. */
const UNEVEN = /[\u0130\u212a]/;

/** `from`: whether the words all come from the entry itself; else only numbers vary in them. */
export function formOf(words: string, from: 'entry' | 'elsewhere' = 'entry'): string {
  if (SIGNS.test(words) || UNEVEN.test(words)) return ANY;
  let form = words.toLowerCase();
  for (const [pattern, sign] of from === 'entry' ? ALL : NUMBERS) form = form.replace(pattern, sign);
  return form;
}

/** So many words of one form stand for themselves, before the form stands for the rest: a hundred nodes, a few sizes. */
const EXACT = 128;

/** A log with more forms than this says something else in every entry: the rest may say anything. */
const MOST_FORMS = 1 << 15;

/** The forms of a log's words, numbered. */
export class FormList {
  readonly list: string[] = [ANY];
  /** By words that stand for themselves, and by form. */
  readonly #exact = new Map<string, number>();
  readonly #forms = new Map<string, { exact: number; number: number | undefined }>();

  /** `from`: as of `formOf`. */
  of(words: string, from: 'entry' | 'elsewhere'): number {
    const known = this.#exact.get(words);
    if (known !== undefined) return known;
    const form = formOf(words, from);
    if (form === ANY) return 0;
    let counted = this.#forms.get(form);
    if (counted === undefined) {
      if (this.list.length >= MOST_FORMS) return 0;
      counted = { exact: 0, number: undefined };
      this.#forms.set(form, counted);
    }
    if (counted.exact < EXACT && this.list.length < MOST_FORMS) {
      counted.exact++;
      const number = this.list.push(words.toLowerCase()) - 1;
      this.#exact.set(words, number);
      return number;
    }
    counted.number ??= this.list.push(form) - 1;
    return counted.number;
  }
}

/** Longer texts are held by their beginning: the bits of a number are the places in it. */
const LONGEST = 30;

/** What a form says of a text: its words do not hold it; they may; they may, but then the entry keeps it as a text. */
export type Allowed = 'no' | 'yes' | 'as text';

/** Asks forms for a text, which is in lower case. */
export function formAsks(text: string): (form: string) => Allowed {
  const wanted = text.slice(0, LONGEST);
  if (wanted === '') return () => 'yes';
  const any = placesOf(wanted, () => true);
  const numbers = placesOf(wanted, sign => !OF_TEXTS.includes(sign));
  return form => {
    if (form === ANY) return 'yes';
    if (!SIGNS.test(form)) return form.includes(text) ? 'yes' : 'no';
    if (!met(form, any, wanted.length)) return 'no';
    return met(form, numbers, wanted.length) ? 'yes' : 'as text';
  };
}

const LAST_SIGN = GENERATED.charCodeAt(0);

/** Baeza-Yates and Gonnet's shift-and, with signs that take one character or more. */
function met(form: string, places: ReadonlyMap<number, number>, length: number): boolean {
  const done = 1 << length;
  // bit k: the first k characters end here
  let ends = 1;
  for (let i = 0; i < form.length; i++) {
    const code = form.charCodeAt(i);
    const here = places.get(code) ?? 0;
    let next = (ends & here) << 1;
    if (code <= LAST_SIGN) {
      let left = code === DIGITS.charCodeAt(0) ? FEW - 1 : LONGEST;
      for (let more = next; more !== 0 && left > 0; next |= more, left--) more = (more & here) << 1;
    }
    if ((next & done) !== 0) return true;
    ends = next | 1;
  }
  return false;
}

/** By a character of a form: bit k where character k of the text is that one, or one of those it stands for. */
function placesOf(text: string, counts: (sign: string) => boolean): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  const add = (code: number, place: number) => places.set(code, (places.get(code) ?? 0) | (1 << place));
  for (let i = 0; i < text.length; i++) {
    add(text.charCodeAt(i), i);
    for (const [sign, holds] of CLASSES) if (counts(sign) && holds.test(text[i]!)) add(sign.charCodeAt(0), i);
  }
  return places;
}
