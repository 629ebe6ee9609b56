/**
 * The palette: what can be typed after `:`. Every key row with a name is a command too; what needs words of its own is
 * in the table below.
 */
import { breakWhen } from './actions/breakpoint.ts';
import { saveAs } from './actions/leave.ts';
import { looped, markNamed } from './actions/mark.ts';
import { diffFrom, openPlaces } from './actions/open.ts';
import { lastOf } from './actions/search.ts';
import { tryCommand } from './actions/whatIf.ts';
import { KEYS, type KeyRow } from './keys.ts';
import type { Model } from './model.ts';

export interface Command {
  readonly name: string;
  /** Its arguments, as help writes them. */
  readonly words?: string;
  readonly does: string;
  readonly run: (model: Model, words: readonly string[]) => Model;
}

const named = (row: KeyRow): Command[] =>
  row.name === undefined
    ? []
    : [{ name: row.name, does: `${row.does} (${row.shown})`, run: model => row.act(model, row.keys[0]!) }];

/** Commands that no key does alone. */
const OWN: readonly Command[] = [
  {
    name: 'mark',
    words: 'NAME',
    does: 'a mark with a name here; its name is a moment',
    run: (model, words) => {
      const [name] = words;
      return name === undefined || words.length > 1
        ? { ...model, notice: 'mark: write a name, as :mark before' }
        : markNamed(model, name, taken);
    },
  },
  { name: 'marks', does: 'list marks, breakpoints and the loop', run: openPlaces },
  {
    name: 'break',
    words: 'EXPR',
    does: 'a breakpoint; without words the list of them',
    run: (model, words) => (words.length === 0 ? openPlaces(model) : breakWhen(model, words.join(' '))),
  },
  {
    name: 'last',
    words: 'EXPR',
    does: 'where its value last changed; N goes further back',
    run: (model, words) =>
      words.length === 0
        ? { ...model, notice: 'last: write an expression, as :last available' }
        : lastOf(model, words.join(' ')),
  },
  {
    name: 'diff',
    words: 'MOMENT',
    does: 'what differs between then and here; alone: since the last change (D)',
    run: (model, words) => diffFrom(model, words.join(' ')),
  },
  {
    name: 'save',
    words: 'FILE',
    does: 'the log that is shown, as a .rollout, or its screen by any other name (S)',
    run: (model, words) => saveAs(model, words.join(' ')),
  },
  {
    name: 'kubectl',
    words: 'COMMAND',
    does: 'what if it were typed here: simulated, and drawn beside what happened',
    run: (model, words) => tryCommand(model, words.join(' ')),
  },
  { name: 'loop', words: 'A B', does: 'play round between two moments; without words no more', run: looped },
];

/** A name that `:` knows already. */
const taken = (name: string): boolean => COMMANDS.some(command => command.name === name);

export const COMMANDS: readonly Command[] = [...KEYS.flatMap(named), ...OWN].sort((a, b) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
);

/** The command of that name or, where only one begins so, of that beginning. */
export function findCommand(word: string): Command | undefined {
  const exact = COMMANDS.find(({ name }) => name === word);
  if (exact !== undefined) return exact;
  const beginning = commandsFor(word);
  return beginning.length === 1 ? beginning[0] : undefined;
}

export const commandsFor = (beginning: string): readonly Command[] =>
  COMMANDS.filter(({ name }) => name.startsWith(beginning));
