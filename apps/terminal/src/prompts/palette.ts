/** What is typed after `:`: a command of the palette, or a moment to go to. */
import * as E from 'fp-ts/lib/Either.js';
import { isKubectl, tryCommand } from '../actions/whatIf.ts';
import { commandsFor, findCommand } from '../commands.ts';
import { momentOf } from '../finding.ts';
import { go, type Model } from '../model.ts';
import type { PromptKind, Suggestion } from './prompt.ts';

export const palette: PromptKind = {
  submit: (model, text) => {
    const [word = '', ...rest] = text.split(/\s+/);
    const mark = model.finding.marks.get(text);
    if (mark !== undefined) return go(model, mark);
    if (isKubectl(text)) return tryCommand(model, text);
    const command = findCommand(word);
    if (command !== undefined) return command.run(model, rest);
    const found = momentOf(model, text);
    return E.isLeft(found) ? { ...model, notice: found.left } : go(model, found.right);
  },
  complete: (_model, text) => {
    const found = suggestions(text);
    return found.length === 0 || text.includes(' ') ? text : common(found.map(({ word }) => word));
  },
  suggest: (_model: Model, text: string) => suggestions(text),
};

const suggestions = (text: string): readonly Suggestion[] =>
  commandsFor(text.split(/\s+/)[0] ?? '').map(({ name, words, does }) => ({
    word: words === undefined ? name : `${name} ${words}`,
    says: does,
  }));

/** The longest beginning that all words share, without what stands for an argument; with a space where one word is left. */
function common(words: readonly string[]): string {
  const names = words.map(word => word.split(' ')[0]!);
  const [first = ''] = names;
  if (names.length === 1) return words[0]!.includes(' ') ? `${first} ` : first;
  let shared = first;
  for (const name of names) while (!name.startsWith(shared)) shared = shared.slice(0, -1);
  return shared;
}
