/**
 * The palette: what can be typed after `:`. Every key row with a name is a command too; what needs words of its own is
 * in the table below.
 */
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
const OWN: readonly Command[] = [];

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
