export type TokenType = 'number' | 'text' | 'name' | 'operator' | '(' | ')' | ',' | 'end' | 'wrong';

export interface Token {
  readonly type: TokenType;
  /** As written; of a text what stands between its quotes; of an operator its one spelling (`=` for `==`). */
  readonly text: string;
  /** The column of its first character, from 1. */
  readonly at: number;
  /** No space before it: `count (` is no call. */
  readonly tight: boolean;
}

/** Longest first. */
const OPERATORS: readonly (readonly [spelled: string, means: string])[] = [
  ['==', '='],
  ['!=', '!='],
  ['<=', '<='],
  ['>=', '>='],
  ['&&', 'and'],
  ['||', 'or'],
  ['=', '='],
  ['<', '<'],
  ['>', '>'],
  ['!', 'not'],
  ['+', '+'],
  ['-', '-'],
];
const WORDS = new Set(['and', 'or', 'not']);

const NUMBER = /\d+(?:\.\d+)?(?![\w*:@/%.-])/y;
/**
 * A word, or what images, nodes and paths look like: `web.status.conditions[type=Ready].status`, `nginx:1.16*`,
 * `deployment/"web.v1".serving`. A minus within it is part of a name, so one that subtracts has a space before it.
 */
const NAME = /[A-Za-z0-9_*.](?:(?<=[./])(?:"[^"]*"|'[^']*')|[\w*:@/%.-]|\[(?:"[^"]*"|'[^']*'|[^\]"'])*\])*/y;
const TEXT = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y;
const SPACE = /\s*/y;

/** The tokens of a query, an `end` last. What is none is a token of type `wrong`, and the last before the end. */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  for (;;) {
    const space = matchAt(SPACE, query, index)![0].length;
    index += space;
    const place = { at: index + 1, tight: space === 0 };
    if (index === query.length) return [...tokens, { type: 'end', text: 'the end', ...place }];
    const [type, text, length] = tokenAt(query, index);
    tokens.push({ type, text, ...place });
    if (type === 'wrong') return [...tokens, { type: 'end', text: 'the end', at: query.length + 1, tight: true }];
    index += length;
  }
}

function tokenAt(query: string, index: number): [TokenType, string, length: number] {
  const number = matchAt(NUMBER, query, index);
  if (number !== null) return ['number', number[0], number[0].length];
  const name = matchAt(NAME, query, index);
  if (name !== null) {
    const [text] = name;
    return WORDS.has(text.toLowerCase()) ? ['operator', text.toLowerCase(), text.length] : ['name', text, text.length];
  }
  const text = matchAt(TEXT, query, index);
  if (text !== null) return ['text', (text[1] ?? text[2]!).replace(/\\(.)/g, '$1'), text[0].length];
  const character = query[index]!;
  if (character === '(' || character === ')' || character === ',') return [character, character, 1];
  const operator = OPERATORS.find(([spelled]) => query.startsWith(spelled, index));
  if (operator !== undefined) return ['operator', operator[1], operator[0].length];
  return ['wrong', character === '"' || character === "'" ? `${character} without its end` : character, 1];
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
