/** Every kind of prompt, by the sign that stands before it. A new one: its file here, its row below, its sign in model.ts. */
import type { Model, Prompt, PromptSign } from '../model.ts';
import { breakpoint } from './breakpoint.ts';
import { saveScreenAs, writeFixtureTo } from './files.ts';
import { palette } from './palette.ts';
import type { PromptKind } from './prompt.ts';
import { search } from './search.ts';

const PROMPTS: Readonly<Record<PromptSign, PromptKind>> = {
  ':': palette,
  '/': search,
  'break when ': breakpoint,
  'save the screen as ': saveScreenAs,
  'write a fixture to ': writeFixtureTo,
};

export const promptKind = ({ sign }: Prompt): PromptKind => PROMPTS[sign];

/** What a key does to the line being typed. */
export function updatePrompt(model: Model, prompt: Prompt, key: string): Model {
  const typed = (text: string): Model => ({ ...model, prompt: { ...prompt, text } });
  switch (key) {
    case 'esc':
      return { ...model, prompt: undefined };
    case 'backspace':
      return prompt.text === '' ? { ...model, prompt: undefined } : typed([...prompt.text].slice(0, -1).join(''));
    case 'ctrl+u':
      return typed('');
    case 'ctrl+w':
      return typed(prompt.text.replace(/\S+\s*$/, ''));
    case 'space':
      return typed(`${prompt.text} `);
    case 'tab':
      return typed(promptKind(prompt).complete?.(model, prompt.text) ?? prompt.text);
    case 'enter': {
      const text = prompt.text.trim();
      const closed = { ...model, prompt: undefined };
      return text === '' ? closed : promptKind(prompt).submit(closed, text);
    }
    default:
      return [...key].length === 1 ? typed(prompt.text + key) : model;
  }
}
