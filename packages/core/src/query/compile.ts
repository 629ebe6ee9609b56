/** From an expression to what it reads of one log, and how its value follows from that. */
import * as E from 'fp-ts/lib/Either.js';
import type { ObjectKey } from '../kube/key.ts';
import type { Position } from '../log/entry.ts';
import type { Story } from '../projections/story.ts';
import type { WorkloadStory } from '../projections/workloadStory.ts';
import { callOf } from './call.ts';
import { type Checked, type Comparison, type Expression, Fault, startOf } from './expression.ts';
import { fieldIn } from './fieldWrites.ts';
import { hint } from './nearest.ts';
import { parseQuery } from './parse.ts';
import { type FieldStep, isField, OWN_FIELDS, readField, referenceOf } from './reference.ts';
import { type Leaf, objectLeaf, reportedLeaf, type Signal } from './signal.ts';
import { subjectTarget, type Target, targetOf } from './target.ts';
import { compare, numberOf, type Type, truthOf, type Value } from './value.ts';
import { FUNCTIONS, WORDS } from './words.ts';

/** An expression that can be asked of every position of one log. */
export interface Query {
  readonly text: string;
  readonly type: Type;
  /** A word in it is about the subject of its scope. */
  readonly ofSubject: boolean;
  /** The subject of its scope. */
  readonly subject: ObjectKey | undefined;
  readonly leaves: readonly Leaf[];
  /** Signals in the order of the leaves. */
  readonly evaluate: (signals: readonly Signal[], position: Position) => Value;
}

/** Where words are looked up. */
export interface Scope {
  readonly story: Story;
  /** The workload that a bare word is about. */
  readonly subject: WorkloadStory | undefined;
}

/** A scope that knows whether it was asked for its subject. */
export class AskedScope {
  readonly story: Story;
  readonly #subject: WorkloadStory | undefined;
  asked = false;

  constructor({ story, subject }: Scope) {
    this.story = story;
    this.#subject = subject;
  }

  /** @throws Fault where the log has no workload. */
  subject(at: number): Target {
    this.asked = true;
    return subjectTarget(this.#subject, at);
  }
}

/** A part of the expression with its type. */
interface Part {
  readonly type: Type;
  readonly values?: readonly string[];
  readonly evaluate: Query['evaluate'];
}

export function compileQuery(text: string, scope: Scope): Checked<Query> {
  const parsed = parseQuery(text);
  if (E.isLeft(parsed)) return parsed;
  try {
    const compiler = new Compiler(new AskedScope(scope));
    const { type, evaluate } = compiler.part(parsed.right);
    return E.right({
      text: text.trim(),
      type,
      ofSubject: compiler.scope.asked,
      subject: scope.subject?.key,
      leaves: compiler.leaves,
      evaluate,
    });
  } catch (error) {
    if (error instanceof Fault) return E.left(error.of(text));
    throw error;
  }
}

/** The same, where a yes or no is asked for. */
export function compileCondition(text: string, scope: Scope): Checked<Query> {
  const compiled = compileQuery(text, scope);
  if (E.isLeft(compiled) || compiled.right.type === 'truth' || compiled.right.type === 'any') return compiled;
  const { text: query, type } = compiled.right;
  const example = type === 'number' ? `${query} < 3` : `${query} = x`;
  return E.left({ query, column: query.length + 1, expected: `a comparison, as ${example},`, got: 'the end' });
}

class Compiler {
  readonly leaves: Leaf[] = [];
  readonly scope: AskedScope;

  constructor(scope: AskedScope) {
    this.scope = scope;
  }

  part(expression: Expression): Part {
    switch (expression.kind) {
      case 'number':
        return { type: 'number', evaluate: () => expression.value };
      case 'text':
        return { type: 'text', evaluate: () => expression.value };
      case 'name':
        return this.#name(expression.text, expression.at);
      case 'call': {
        const { type, leaf } = callOf(expression, this.scope);
        return this.#leaf(type, leaf);
      }
      case 'not': {
        const of = this.#truth(expression.of);
        return { type: 'truth', evaluate: (signals, position) => negated(of(signals, position)) };
      }
      case 'negative': {
        const of = this.#number(expression.of);
        return { type: 'number', evaluate: (signals, position) => negative(of(signals, position)) };
      }
      case 'both':
        return this.#both(expression);
    }
  }

  #leaf(type: Type, leaf: Leaf, values?: readonly string[]): Part {
    const index = this.leaves.push(leaf) - 1;
    const evaluate: Query['evaluate'] = (signals, position) => signals[index]!.at(position);
    return values === undefined ? { type, evaluate } : { type, values, evaluate };
  }

  #name(text: string, at: number): Part {
    const { story } = this.scope;
    const { names, fields } = referenceOf(text, at);
    const alone = names.length === 1 && fields.length === 0;
    if (alone) return this.#word(this.scope.subject(at), text, at);
    const own = names.length === 0 || (names.length === 1 && OWN_FIELDS.has(names[0]!));
    const target = own ? this.scope.subject(at) : targetOf(names, story, at);
    const path = own ? [...names, ...fields] : fields;
    const [first] = path;
    if (first === undefined) throw new Fault(at + text.length, 'the end', `a word or a field after ${text}`);
    if (path.length === 1 && typeof first === 'string' && isWord(first)) return this.#word(target, first, at);
    if (path.length === 1 && typeof first === 'string' && !OWN_FIELDS.has(first) && target.workload !== undefined)
      throw unknownWord(first, at + text.length - first.length);
    return this.#leaf('any', fieldLeaf(story, target, path));
  }

  #word({ key, workload }: Target, name: string, at: number): Part {
    const word = WORDS.find(known => known.name === name.toLowerCase());
    if (word === undefined) throw unknownWord(name, at);
    if (name.toLowerCase() === 'exists')
      return this.#leaf(
        'truth',
        objectLeaf(this.scope.story, key, () => true, 'its being there', false),
      );
    if (workload === undefined)
      throw new Fault(at, `${name} is asked of workloads only; write a field, as .status.${name}`);
    return this.#leaf(word.type, word.leaf(workload, this.scope.story), word.values);
  }

  #both({ operator, left, right, at }: Extract<Expression, { kind: 'both' }>): Part {
    switch (operator) {
      case 'and':
      case 'or': {
        const [a, b] = [this.#truth(left), this.#truth(right)];
        const decides = operator === 'or';
        return { type: 'truth', evaluate: (signals, position) => joined(a, b, decides, signals, position) };
      }
      case '+':
      case '-': {
        const [a, b] = [this.#number(left), this.#number(right)];
        const sign = operator === '+' ? 1 : -1;
        return {
          type: 'number',
          evaluate: (signals, position) => sum(a(signals, position), b(signals, position), sign),
        };
      }
      default:
        return this.#comparison(operator, left, right, at);
    }
  }

  #comparison(operator: Comparison, left: Expression, right: Expression, at: number): Part {
    const a = this.part(left);
    const b = this.#beside(a, right);
    const types = [a.type, b.type];
    if (operator !== '=' && operator !== '!=' && (a.values ?? b.values) !== undefined)
      throw new Fault(at, operator, '= or !=');
    if (types.includes('truth') && types.includes('number'))
      throw new Fault(startOf(right), got(right), expectedFor(a));
    if (a.type === 'number' && b.type === 'text') throw new Fault(startOf(right), got(right), 'a number');
    if (a.type === 'text' && b.type === 'number' && a.values !== undefined)
      throw new Fault(startOf(right), got(right), expectedFor(a));
    return {
      type: 'truth',
      evaluate: (signals, position) => compare(a.evaluate(signals, position), operator, b.evaluate(signals, position)),
    };
  }

  /** The right side of a comparison: beside what is no number, a bare word may be a text. */
  #beside(left: Part, right: Expression): Part {
    if (right.kind !== 'name' && right.kind !== 'text') return this.part(right);
    const value = right.kind === 'name' ? right.text : right.value;
    const text: Part = { type: 'text', evaluate: () => value };
    if (left.values !== undefined && !value.includes('*') && !left.values.includes(value.toLowerCase()))
      throw new Fault(right.at, value, `one of ${left.values.join(', ')}`);
    if (right.kind === 'text' || left.type === 'text') return text;
    if (left.type === 'truth' && /^(true|false)$/i.test(value)) return text;
    if (left.type === 'number' || left.type === 'truth') return this.#notAText(right, left);
    return isWord(value) || isField(value) ? this.part(right) : text;
  }

  #notAText(right: Extract<Expression, { kind: 'name' }>, left: Part): Part {
    const bare = /^[\w-]+$/.test(right.text) && !isWord(right.text);
    if (bare) throw new Fault(right.at, right.text, expectedFor(left));
    return this.part(right);
  }

  #truth(expression: Expression): (signals: readonly Signal[], position: Position) => boolean | undefined {
    const { type, evaluate } = this.part(expression);
    if (type === 'number' || type === 'text')
      throw new Fault(startOf(expression), got(expression), 'a yes or no, as available < 3,');
    return (signals, position) => truthOf(evaluate(signals, position));
  }

  #number(expression: Expression): (signals: readonly Signal[], position: Position) => number | undefined {
    const { type, evaluate } = this.part(expression);
    if (type === 'text' || type === 'truth') throw new Fault(startOf(expression), got(expression), 'a number');
    return (signals, position) => numberOf(evaluate(signals, position));
  }
}

/** A number under the status of a workload is a series that the pass over the log has left. */
function fieldLeaf(story: Story, { key, workload }: Target, path: readonly FieldStep[]): Leaf {
  const [section, name] = path;
  const reported = section === 'status' && path.length === 2 ? workload?.reported.get(String(name)) : undefined;
  if (workload !== undefined && reported !== undefined) return reportedLeaf(workload, reported, null);
  return objectLeaf(story, key, object => readField(object, path), fieldIn(path));
}

const isWord = (text: string): boolean => WORDS.some(({ name }) => name === text.toLowerCase());

const unknownWord = (name: string, at: number): Fault => {
  const call = FUNCTIONS.find(known => known.name === name.toLowerCase());
  if (call !== undefined) return new Fault(at + name.length, 'no parenthesis', call.usage);
  const spaced = /^[a-z]+-\w+$/i.test(name) && isWord(name.split('-')[0]!);
  if (spaced) return new Fault(at, `${name} is no word: did you mean ${name.replace('-', ' - ')}?`);
  return new Fault(
    at,
    `${name} is no word${hint(
      name,
      [...WORDS, ...FUNCTIONS].map(known => known.name),
    )}`,
  );
};

const expectedFor = ({ type, values }: Part): string =>
  values !== undefined ? `one of ${values.join(', ')}` : type === 'truth' ? 'true or false' : 'a number';

/** How a part of the expression is told in an error. */
function got(expression: Expression): string {
  if (expression.kind === 'number') return String(expression.value);
  if (expression.kind === 'text') return JSON.stringify(expression.value);
  if (expression.kind === 'name') return expression.text;
  if (expression.kind === 'call') return `${expression.name}(…)`;
  return expression.kind === 'both' ? `${got(expression.left)} ${expression.operator} …` : expression.kind;
}

// Of what cannot be asked, the opposite cannot be asked either; a yes or no that decides the whole does so alone.
const negated = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);
const negative = (value: number | undefined): number | undefined => (value === undefined ? undefined : -value);
const sum = (a: number | undefined, b: number | undefined, sign: 1 | -1): number | undefined =>
  a === undefined || b === undefined ? undefined : a + sign * b;

type Truth = (signals: readonly Signal[], position: Position) => boolean | undefined;

function joined(
  a: Truth,
  b: Truth,
  decides: boolean,
  signals: readonly Signal[],
  position: Position,
): boolean | undefined {
  const left = a(signals, position);
  if (left === decides) return decides;
  const right = b(signals, position);
  if (right === decides) return decides;
  return left === undefined || right === undefined ? undefined : !decides;
}
