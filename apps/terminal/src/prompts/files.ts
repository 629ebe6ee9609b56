/** Names of what is written. Nothing is ever written over. */
import { ask } from '../model.ts';
import type { PromptKind } from './prompt.ts';

export const saveScreenAs: PromptKind = {
  submit: (model, file) => ask(model, { type: 'screen', file }),
  suggest: () => [
    { word: '.svg', says: 'a picture' },
    { word: 'any other ending', says: 'text' },
  ],
};

export const writeFixtureTo: PromptKind = {
  submit: (model, folder) => ask(model, { type: 'fixture', folder, log: model.story.timeline.log }),
};
