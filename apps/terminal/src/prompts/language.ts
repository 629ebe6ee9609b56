/** Typing an expression: its last word is completed from the words of the language. */
import { EVENT_TYPES, languageWords } from '@playhead/core';
import type { Suggestion } from './prompt.ts';

/** The word being typed: what stands after the last space, sign or parenthesis. */
const LAST = /[\w]*$/;

export function suggestWords(text: string, types: boolean): readonly Suggestion[] {
  const begun = LAST.exec(text)![0].toLowerCase();
  if (begun === '') return [];
  const events = /event\(\w*$/i.test(text);
  const known = events ? [] : languageWords();
  const all = events || types ? [...known, ...EVENT_TYPES.map(word => ({ word, says: 'a type of event' }))] : known;
  return all.filter(({ word }) => word.toLowerCase().startsWith(begun));
}

/** As far as all that could be meant begin alike. */
export function completeWord(text: string, types: boolean): string {
  const [first, ...others] = suggestWords(text, types).map(({ word }) => word);
  if (first === undefined) return text;
  let shared = first;
  for (const word of others) while (!word.toLowerCase().startsWith(shared.toLowerCase())) shared = shared.slice(0, -1);
  const begun = LAST.exec(text)![0];
  return shared.length < begun.length ? text : `${text.slice(0, text.length - begun.length)}${shared}`;
}
