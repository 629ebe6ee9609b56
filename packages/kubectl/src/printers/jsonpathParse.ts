/**
 * Kubernetes' JSONPath dialect as a tree: text outside of braces, and inside them fields, indexes, slices, unions,
 * filters, `..`, and the words `range` and `end` (client-go/util/jsonpath).
 */
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'array'; readonly from: number | undefined; readonly to: To; readonly step: number | undefined }
  | {
      readonly type: 'filter';
      readonly left: readonly Node[];
      readonly right: readonly Node[];
      readonly operator: string;
    }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'wildcard' | 'recursive' }
  | { readonly type: 'union'; readonly lists: readonly (readonly Node[])[] }
  | { readonly type: 'word'; readonly word: string };

/** The end of a slice; `derived` where only one index was given: `[2]` is `[2:3]`, `[-1]` is `[-1:0]` and 0 the length. */
type To = { readonly value: number; readonly derived: boolean } | undefined;

/** A part of a template: text, or what stood in one pair of braces. */
export type Part = readonly Node[];

export class JsonPathFault extends Error {}

/** @throws JsonPathFault with upstream's words. */
export function parseJsonPath(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    const end = open < 0 ? template.length : open;
    if (end > at) parts.push([{ type: 'text', text: template.slice(at, end) }]);
    if (open < 0) break;
    const action = new Action(template, open + 1);
    parts.push(action.parse());
    at = action.at;
  }
  return parts;
}

/** What stands in one pair of braces. */
class Action {
  readonly #input: string;
  at: number;
  readonly #nodes: Node[] = [];

  constructor(input: string, at: number) {
    this.#input = input;
    this.at = at;
  }

  parse(): Node[] {
    for (;;) {
      if (this.#starts('}')) {
        this.at++;
        return this.#nodes;
      }
      if (this.#starts('[?(')) this.#filter();
      else if (this.#starts('..')) this.#recursive();
      else this.#one();
    }
  }

  #starts(text: string): boolean {
    return this.#input.startsWith(text, this.at);
  }

  #one(): void {
    const c = this.#input[this.at];
    if (c === undefined || c === '\n' || c === '\r') throw new JsonPathFault('unclosed action');
    if (c === ' ' || c === '@' || c === '$') this.at++;
    else if (c === '[') this.#array();
    else if (c === '"' || c === "'") this.#quote(c);
    else if (c === '.') {
      this.at++;
      this.#field();
    } else if (/[+\-\d]/.test(c)) this.#number();
    else if (/[\p{L}\p{Nd}_]/u.test(c)) this.#word();
    else
      throw new JsonPathFault(
        `unrecognized character in action: U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} '${c}'`,
      );
  }

  /** Up to a space or one of `.,[]$@{}`; a backslash takes the next character as it is. */
  #field(): void {
    let name = '';
    while (this.at < this.#input.length && !/[ \t\r\n.,[\]$@{}]/.test(this.#input[this.at]!)) {
      if (this.#input[this.at] === '\\') this.at++;
      name += this.#input[this.at++] ?? '';
    }
    this.#nodes.push(name === '*' ? { type: 'wildcard' } : { type: 'field', name });
  }

  #recursive(): void {
    if (this.#nodes.at(-1)?.type === 'recursive') throw new JsonPathFault('invalid multiple recursive descent');
    this.at += 2;
    this.#nodes.push({ type: 'recursive' });
    if (/[\p{L}\p{Nd}_]/u.test(this.#input[this.at] ?? '')) this.#field();
  }

  #word(): void {
    const word = /^[^ \t\r\n.,[\]$@{}]*/.exec(this.#input.slice(this.at))![0];
    this.at += word.length;
    if (word === 'true' || word === 'false') this.#nodes.push({ type: 'bool', value: word === 'true' });
    else this.#nodes.push({ type: 'word', word });
  }

  #number(): void {
    const text = /^[+-]?[\d.]*/.exec(this.#input.slice(this.at))![0];
    this.at += text.length;
    const value = Number(text);
    if (text === '' || Number.isNaN(value)) throw new JsonPathFault(`cannot parse number ${text}`);
    this.#nodes.push({ type: 'number', value });
  }

  #quote(quote: string): void {
    let end = this.at + 1;
    while (this.#input[end] !== quote || this.#input[end - 1] === '\\') {
      if (end >= this.#input.length || this.#input[end] === '\n') throw new JsonPathFault('unterminated quoted string');
      end++;
    }
    this.#nodes.push({ type: 'text', text: unquoted(this.#input.slice(this.at + 1, end)) });
    this.at = end + 1;
  }

  #array(): void {
    const close = this.#input.indexOf(']', this.at);
    const line = this.#input.indexOf('\n', this.at);
    if (close < 0 || (line >= 0 && line < close)) throw new JsonPathFault('unterminated array');
    const text = this.#input.slice(this.at + 1, close);
    this.at = close + 1;
    const several = text.split(',');
    if (several.length > 1)
      this.#nodes.push({ type: 'union', lists: several.map(one => parseAction(`[${one.trim()}]`)) });
    else if (/^'[^']*'$/.test(text)) this.#nodes.push(...parseAction(`.${text.slice(1, -1)}`));
    else this.#nodes.push(arrayNode(text === '*' ? ':' : text));
  }

  #filter(): void {
    const start = this.at + 3;
    const close = endOfFilter(this.#input, start);
    if (this.#input[close + 1] !== ']') throw new JsonPathFault('unclosed array expect ]');
    const text = this.#input.slice(start, close);
    this.at = close + 2;
    const compared = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text);
    if (compared === null) this.#nodes.push({ type: 'filter', left: parseAction(text), right: [], operator: 'exists' });
    else {
      const [, left, operator, right] = compared;
      this.#nodes.push({ type: 'filter', left: parseAction(left!), right: parseAction(right!), operator: operator! });
    }
  }
}

const parseAction = (text: string): Node[] => new Action(`${text}}`, 0).parse();

/** The closing parenthesis, which may not stand between quotes. */
function endOfFilter(input: string, start: number): number {
  let quote: string | undefined;
  let closed = false;
  for (let at = start; at < input.length && input[at] !== '\n'; at++) {
    const c = input[at]!;
    if (c === '"' || c === "'") {
      if (quote === undefined) quote = c;
      else if (input[at - 1] !== '\\' && c === quote) closed = true;
    } else if (c === ')' && (quote !== undefined) === closed) return at;
  }
  throw new JsonPathFault('unterminated filter');
}

function arrayNode(text: string): Node {
  const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (match === null) throw new JsonPathFault(`invalid array index ${text}`);
  const [, first = '', second, third] = match;
  const from = first === '' ? undefined : Number(first);
  const given = (part: string | undefined) => (part === undefined || part === ':' ? undefined : Number(part.slice(1)));
  const to = second === undefined ? { value: (from ?? 0) + 1, derived: true } : undefined;
  const end = given(second);
  return { type: 'array', from, to: end === undefined ? to : { value: end, derived: false }, step: given(third) };
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

const unquoted = (text: string): string =>
  text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, sign: string) =>
    /^[ux]./.test(sign) ? String.fromCharCode(Number.parseInt(sign.slice(1), 16)) : (ESCAPED[sign] ?? sign),
  );
