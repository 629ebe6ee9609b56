/** What is typed after `/`: a text, a type of event, or an expression. */
import { searchFor } from '../actions/search.ts';
import { completeWord, suggestWords } from './language.ts';
import type { PromptKind } from './prompt.ts';

export const search: PromptKind = {
  submit: searchFor,
  complete: (_model, text) => completeWord(text, true),
  suggest: (_model, text) => suggestWords(text, true),
  about: 'a text, a type of event, or an expression as serving < floor',
};
