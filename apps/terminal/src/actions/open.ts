/** What opens and closes over the lanes and on the last line. */
import { ask, type Model, subjectOf } from '../model.ts';
import type { Action } from './action.ts';

export const openHelp: Action = model => ({ ...model, open: { kind: 'help', scroll: 0 } });
export const openWhy: Action = model => ({ ...model, open: { kind: 'why', scroll: 0 } });

export const openYaml: Action = model => {
  const subject = subjectOf(model);
  return subject === undefined
    ? { ...model, notice: 'this entry is about no object' }
    : { ...model, open: { kind: 'yaml', scroll: 0, key: subject } };
};

export const openPlaces = (model: Model): Model => ({ ...model, open: { kind: 'places', scroll: 0, index: 0 } });

export const openPalette: Action = model => ({ ...model, prompt: { sign: ':', text: '' } });

export const closeOpen: Action = model => ({ ...model, open: undefined, selected: undefined });
export const quit: Action = model => ({ ...model, finished: true });
export const suspend: Action = model => ask(model, { type: 'suspend' });
