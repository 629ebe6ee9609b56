import type * as E from 'fp-ts/lib/Either.js';

/** A query as it was written, before it is known what its words mean in a log. `at`: the column, from 1. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  /** In quotes. */
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  /** A bare word: `available`, `web.floor`, `deployment/web.status.replicas`; beside a text a text itself: `stuck`. */
  | { readonly kind: 'name'; readonly text: string; readonly at: number }
  | Call
  | { readonly kind: 'not' | 'negative'; readonly of: Expression; readonly at: number }
  /** `at` is that of the operator. */
  | {
      readonly kind: 'both';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    };

/** `pods(phase=Pending)`, `web.condition(Progressing).reason`. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Argument[];
  /** What follows the closing parenthesis, without its dot. */
  readonly field?: string;
  readonly at: number;
}

/** `phase=Pending`, or `ready` alone, which has no key. */
export interface Argument {
  readonly key?: string;
  readonly not: boolean;
  readonly value: string;
  readonly at: number;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Operator = Comparison | 'and' | 'or' | '+' | '-';

/** What is wrong with a query: where (a column, from 1), what could stand there, and what does. */
export interface QueryError {
  readonly query: string;
  readonly column: number;
  /** `a number`; without it `got` says all. */
  readonly expected?: string;
  readonly got: string;
}

export type Checked<A> = E.Either<QueryError, A>;

/** `available <: expected a number at column 12, got the end`. */
export const queryErrorWords = ({ query, column, expected, got }: QueryError): string =>
  expected === undefined
    ? `${query}: column ${column}: ${got}`
    : `${query || 'nothing'}: expected ${expected} at column ${column}, got ${got}`;

/** Where the expression itself begins: an operator stands behind its left side. */
export const startOf = (expression: Expression): number =>
  expression.kind === 'both' ? startOf(expression.left) : expression.at;

/** A QueryError on its way out of the parser or the compiler, which catch it: it never leaves this folder. */
export class Fault extends Error {
  readonly at: number;
  readonly got: string;
  readonly expected: string | undefined;

  constructor(at: number, got: string, expected?: string) {
    super(got);
    this.at = at;
    this.got = got;
    this.expected = expected;
  }

  /** Columns count in the query as it is repeated in the message: without what is blank before it. */
  of(query: string): QueryError {
    const column = this.at - (query.length - query.trimStart().length);
    const { got, expected } = this;
    return { query: query.trim(), column, got, ...(expected === undefined ? {} : { expected }) };
  }
}
