/** What is typed after `b`: the expression that is to stop playing. */
import { breakWhen } from '../actions/breakpoint.ts';
import { completeWord, suggestWords } from './language.ts';
import type { PromptKind } from './prompt.ts';

export const breakpoint: PromptKind = {
  submit: breakWhen,
  complete: (_model, text) => completeWord(text, false),
  suggest: (_model, text) => suggestWords(text, false),
  about: 'an expression as serving < floor',
};
