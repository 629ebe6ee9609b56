import type { LabelSelector } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { labelValue, qualifiedName } from './names.ts';

/** One condition on labels (labels.Requirement). */
export interface Requirement {
  readonly key: string;
  readonly operator: '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
}

/** All of its requirements must hold; none match everything. */
export type Selector = readonly Requirement[];

type Labels = Readonly<Record<string, string>> | undefined;

export const matches = (selector: Selector, labels: Labels): boolean => {
  for (const requirement of selector) if (!holds(requirement, labels)) return false;
  return true;
};

function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels?.[key];
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
    case 'lt': {
      if (value === undefined || !/^[+-]?\d+$/.test(value)) return false;
      return operator === 'gt' ? Number(value) > Number(values[0]) : Number(value) < Number(values[0]);
    }
  }
}

const selectors = new WeakMap<LabelSelector, Selector | undefined>();

/**
 * A `spec.selector` as requirements, sorted by key (metav1.LabelSelectorAsSelector); undefined for what matches nothing:
 * a selector that is missing or has an unknown operator. Kept per selector object: objects are values.
 */
export function selectorOf(selector: LabelSelector | undefined): Selector | undefined {
  if (selector === undefined) return undefined;
  if (selectors.has(selector)) return selectors.get(selector);
  const made = requirementsOf(selector);
  selectors.set(selector, made);
  return made;
}

const OPERATORS: Readonly<Record<string, Requirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

function requirementsOf(selector: LabelSelector): Selector | undefined {
  const found: Requirement[] = [...selectorOfLabels(selector.matchLabels)];
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const word = OPERATORS[operator];
    if (word === undefined) return undefined;
    found.push({ key, operator: word, values });
  }
  return found.sort(byKey);
}

/** A plain map of labels, as a ReplicationController's and a Service's selector is. */
export const selectorOfLabels = (labels: Labels): Selector =>
  Object.entries(labels ?? {})
    .map(([key, value]): Requirement => ({ key, operator: '=', values: [value] }))
    .sort(byKey);

/** Whether a `spec.selector` picks these labels; a missing selector picks none, an empty one all. */
export function selectorMatches(selector: LabelSelector | undefined, labels: Labels): boolean {
  const requirements = selectorOf(selector);
  return requirements !== undefined && matches(requirements, labels);
}

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** The text form, as `labelSelector` parameters and `describe` show it: `app=x,tier in (a,b),!old`. */
export function formatSelector(selector: Selector): string {
  return selector.map(formatRequirement).join(',');
}

function formatRequirement({ key, operator, values }: Requirement): string {
  const sorted = [...values].sort();
  switch (operator) {
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'in':
    case 'notin':
      return `${key} ${operator} (${sorted.join(',')})`;
    case 'gt':
      return `${key}>${sorted[0]}`;
    case 'lt':
      return `${key}<${sorted[0]}`;
    default:
      return `${key}${operator}${sorted[0]}`;
  }
}

/**
 * Reads the text form of a label selector, equality and set based, and refuses it in the words of labels.Parse:
 * `x in (a,,b),y,z notin ()`, `a=b,c!=d,!e`.
 */
export function parseSelector(text: string): E.Either<string, Selector> {
  try {
    return E.right(new Parser(text).parse().sort(byKey));
  } catch (error) {
    if (error instanceof SyntaxFault) return E.left(error.message);
    throw error;
  }
}

class SyntaxFault extends Error {}

type Token = 'end' | 'id' | ',' | '!' | '(' | ')' | '=' | '==' | '!=' | 'in' | 'notin' | '>' | '<' | 'error';
interface Scanned {
  readonly token: Token;
  readonly text: string;
}

const SPECIAL = '=!(),><';
const LITERALS = [')', ',', '!', '==', '=', '>', '<', '!=', '(', 'in', 'notin'];
const BINARY = 'in, notin, =, ==, !=, gt, lt';

function scan(text: string): Scanned[] {
  const found: Scanned[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (/[ \t\r\n]/.test(char)) {
      at++;
      continue;
    }
    const start = at;
    if (SPECIAL.includes(char)) {
      while (
        at < text.length &&
        SPECIAL.includes(text[at]!) &&
        (at === start || LITERALS.includes(text.slice(start, at + 1)))
      )
        at++;
    } else {
      while (at < text.length && !SPECIAL.includes(text[at]!) && !/[ \t\r\n]/.test(text[at]!)) at++;
    }
    const word = text.slice(start, at);
    found.push({ token: (LITERALS.includes(word) ? word : 'id') as Token, text: word });
  }
  found.push({ token: 'end', text: '' });
  return found;
}

/** labels.Parser: recursive descent over the scanned words. */
class Parser {
  readonly #items: Scanned[];
  #at = 0;

  constructor(text: string) {
    this.#items = scan(text);
  }

  parse(): Requirement[] {
    const found: Requirement[] = [];
    for (;;) {
      const { token, text } = this.#peek();
      if (token === 'end') return found;
      if (token !== 'id' && token !== '!')
        throw new SyntaxFault(`found '${text}', expected: !, identifier, or 'end of string'`);
      found.push(this.#requirement());
      const next = this.#take();
      if (next.token === 'end') return found;
      if (next.token !== ',') throw new SyntaxFault(`found '${next.text}', expected: ',' or 'end of string'`);
      const after = this.#peek();
      if (after.token !== 'id' && after.token !== '!')
        throw new SyntaxFault(`found '${after.text}', expected: identifier after ','`);
    }
  }

  #requirement(): Requirement {
    let word = this.#take();
    const negated = word.token === '!';
    if (negated) word = this.#take();
    if (word.token !== 'id') throw fault(`found '${word.text}', expected: identifier`);
    const key = word.text;
    const wrong = qualifiedName(key);
    if (wrong.length > 0) throw fault(`<nil>: Invalid value: ${JSON.stringify(key)}: ${wrong.join('; ')}`);
    const next = this.#peek().token;
    if (negated) return { key, operator: '!', values: [] };
    if (next === 'end' || next === ',') return { key, operator: 'exists', values: [] };
    const operator = this.#operator();
    const values = operator === 'in' || operator === 'notin' ? this.#list() : [this.#exact()];
    return checked({ key, operator, values: [...new Set(values)].sort() });
  }

  #operator(): Requirement['operator'] {
    const { token, text } = this.#take(true);
    if (token === '>') return 'gt';
    if (token === '<') return 'lt';
    if (token === 'in' || token === 'notin' || token === '=' || token === '==' || token === '!=') return token;
    throw fault(`found '${text}', expected: ${BINARY}`);
  }

  #list(): string[] {
    const open = this.#take();
    if (open.token !== '(') throw fault(`found '${open.text}' expected: '('`);
    const found: string[] = [];
    let expectValue = true;
    for (;;) {
      const { token, text } = this.#take();
      if (token === ')') {
        if (expectValue) found.push('');
        return found;
      }
      if (token === ',') {
        if (expectValue) found.push('');
        expectValue = true;
      } else if (token === 'id' && expectValue) {
        found.push(text);
        expectValue = false;
      } else throw fault(`found '${text}', expected: ',' or ')'`);
    }
  }

  #exact(): string {
    const { token, text } = this.#peek();
    if (token === 'end' || token === ',') return '';
    this.#at++;
    if (token === 'id') return text;
    throw fault(`found '${text}', expected: identifier`);
  }

  /** `in` and `notin` are words like others where no operator can stand. */
  #peek(operator = false): Scanned {
    const item = this.#items[Math.min(this.#at, this.#items.length - 1)]!;
    return !operator && (item.token === 'in' || item.token === 'notin') ? { token: 'id', text: item.text } : item;
  }

  #take(operator = false): Scanned {
    const item = this.#peek(operator);
    this.#at++;
    return item;
  }
}

const fault = (text: string): SyntaxFault => new SyntaxFault(`unable to parse requirement: ${text}`);

function checked(requirement: Requirement): Requirement {
  const { key, operator, values } = requirement;
  const wrong: string[] = [];
  if ((operator === 'gt' || operator === 'lt') && !/^[+-]?\d+$/.test(values[0] ?? ''))
    wrong.push(
      `values[0]: Invalid value: ${JSON.stringify(values[0])}: for 'Gt', 'Lt' operators, the value must be an integer`,
    );
  values.forEach((value, index) => {
    const texts = labelValue(value);
    if (texts.length > 0)
      wrong.push(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${texts.join('; ')}`);
  });
  if (wrong.length > 0) throw fault(wrong.length === 1 ? wrong[0]! : `[${wrong.join(', ')}]`);
  return requirement;
}
