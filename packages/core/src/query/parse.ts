/**
 * The grammar, by operator precedence (Pratt): `or`, `and`, `not`, one comparison, `+ -`.
 *
 * Written here: the parser libraries (chevrotain, peggy, nearley, peberminta, parsimmon) are each larger than this
 * file, two need a generating step, and their errors tell of their rules; here an error must name the column and what
 * could stand there in the words of this language.
 */
import * as E from 'fp-ts/lib/Either.js';
import { type Argument, type Checked, type Comparison, type Expression, Fault, type Operator } from './expression.ts';
import { type Token, type TokenType, tokensOf } from './tokens.ts';

export function parseQuery(query: string): Checked<Expression> {
  try {
    return E.right(new Parser(tokensOf(query)).whole());
  } catch (error) {
    if (error instanceof Fault) return E.left(error.of(query));
    throw error;
  }
}

const unexpected = ({ type, text, at }: Token, expected: string): Fault =>
  new Fault(at, type === 'text' ? JSON.stringify(text) : text, expected);

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>(['=', '!=', '<', '<=', '>', '>=']);
/** How tightly an operator binds. */
const POWER: Readonly<Record<Operator, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
};
const NOT_POWER = 3;

class Parser {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#expression(0, 'an expression, as available < 3');
    const rest = this.#next();
    if (rest.type === 'end') return expression;
    throw unexpected(rest, expression.kind === 'both' ? 'and, or, or the end' : 'a comparison, and, or, or the end');
  }

  #peek(): Token {
    return this.#tokens[this.#index]!;
  }

  #next(): Token {
    const token = this.#tokens[this.#index]!;
    if (token.type !== 'end') this.#index++;
    return token;
  }

  #take(type: TokenType, expected: string): Token {
    const token = this.#next();
    if (token.type !== type) throw unexpected(token, expected);
    return token;
  }

  #expression(least: number, expected: string): Expression {
    let left = this.#prefix(expected);
    for (;;) {
      const token = this.#peek();
      const operator = token.text as Operator;
      if (token.type !== 'operator' || POWER[operator] === undefined || POWER[operator] <= least) return left;
      this.#next();
      const compares = COMPARISONS.has(operator);
      const right = this.#expression(
        POWER[operator],
        compares || operator === '+' || operator === '-' ? rightOf(operator) : 'a condition',
      );
      left = { kind: 'both', operator, left, right, at: token.at };
      const after = this.#peek();
      if (compares && after.type === 'operator' && COMPARISONS.has(after.text))
        throw unexpected(after, 'and, or, or the end');
    }
  }

  #prefix(expected: string): Expression {
    const token = this.#next();
    const { at } = token;
    if (token.type === 'number') return { kind: 'number', value: Number(token.text), at };
    if (token.type === 'text') return { kind: 'text', value: token.text, at };
    if (token.type === 'operator' && token.text === 'not')
      return { kind: 'not', of: this.#expression(NOT_POWER, 'a condition'), at };
    if (token.type === 'operator' && token.text === '-')
      return { kind: 'negative', of: this.#expression(POWER['-'], 'a number'), at };
    if (token.type === '(') {
      const inner = this.#expression(0, 'an expression');
      this.#take(')', 'a closing parenthesis');
      return inner;
    }
    if (token.type !== 'name') throw unexpected(token, expected);
    const open = this.#peek();
    return open.type === '(' && open.tight ? this.#call(token) : { kind: 'name', text: token.text, at };
  }

  #call({ text: name, at }: Token): Expression {
    this.#next();
    const args: Argument[] = [];
    if (this.#peek().type === ')') this.#next();
    else
      for (;;) {
        args.push(this.#argument());
        const token = this.#next();
        if (token.type === ')') break;
        if (token.type !== ',') throw unexpected(token, 'a comma or a closing parenthesis');
      }
    const after = this.#peek();
    if (after.type !== 'name' || !after.tight || !after.text.startsWith('.')) return { kind: 'call', name, args, at };
    this.#next();
    return { kind: 'call', name, args, field: after.text.slice(1), at };
  }

  #argument(): Argument {
    const first = this.#value('a filter, as phase=Pending');
    const operator = this.#peek();
    if (operator.type !== 'operator' || (operator.text !== '=' && operator.text !== '!='))
      return { not: false, value: first.text, at: first.at };
    this.#next();
    const value = this.#value('a value');
    return { key: first.text, not: operator.text === '!=', value: value.text, at: first.at };
  }

  #value(expected: string): Token {
    const token = this.#next();
    if (token.type === 'name' || token.type === 'number' || token.type === 'text') return token;
    throw unexpected(token, expected);
  }
}

const rightOf = (operator: Operator): string => (operator === '=' || operator === '!=' ? 'a value' : 'a number');
