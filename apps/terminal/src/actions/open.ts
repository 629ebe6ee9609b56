/** What opens and closes over the lanes and on the last line. */
import * as E from 'fp-ts/lib/Either.js';
import { wantExplainer } from '../explain.ts';
import { momentOf } from '../finding.ts';
import { ask, type Model, subjectOf } from '../model.ts';
import { isBeside } from '../view/layout.ts';
import type { Action } from './action.ts';
import { enterDiversion, leaveWhatIf } from './whatIf.ts';

export const openHelp: Action = model => ({ ...model, open: { kind: 'help', scroll: 0 } });
export const openWhy: Action = model => wantExplainer({ ...model, open: { kind: 'why', scroll: 0 } });

export const openYaml: Action = model => {
  const key = subjectOf(model);
  if (key === undefined) return { ...model, notice: 'this entry is about no object' };
  return { ...model, open: { kind: 'yaml', scroll: 0, key, index: 0, turned: [] } };
};

export const openPlaces = (model: Model): Model => ({ ...model, open: { kind: 'places', scroll: 0, index: 0 } });

export const openDescribe: Action = model => {
  const key = subjectOf(model);
  if (key === undefined) return { ...model, notice: 'this entry is about no object' };
  const opened: Model = { ...model, open: { kind: 'describe', scroll: 0, key } };
  return model.describe === undefined ? ask(opened, { type: 'loadDescribe' }) : opened;
};

export const openDiff: Action = model => ({ ...model, open: { kind: 'diff', scroll: 0, from: undefined, all: false } });

/** What differs from any moment, and a mark is one. */
export function diffFrom(model: Model, moment: string): Model {
  if (moment === '') return openDiff(model, 'D');
  const from = momentOf(model, moment);
  if (E.isLeft(from)) return { ...model, notice: from.left };
  return { ...model, open: { kind: 'diff', scroll: 0, from: from.right, all: false } };
}

export const openEvents: Action = model => ({ ...model, open: { kind: 'events', scroll: 0, warnings: false } });

/** In the wide form the feed is on the screen: then it tells more, or less again. */
export const tellAll: Action = model =>
  isBeside(model.columns, model.rows)
    ? { ...model, every: !model.every }
    : { ...model, open: { kind: 'feed', scroll: 0 } };

export const openSizes: Action = model => ({ ...model, open: { kind: 'sizes', scroll: 0 } });

export const openPalette: Action = model => ({ ...model, prompt: { sign: ':', text: '' } });

/** What is over the lanes first; then what was simulated; then the diversion one is in. */
export const closeOpen: Action = model =>
  model.open !== undefined || model.selected !== undefined
    ? { ...model, open: undefined, selected: undefined }
    : leaveWhatIf(model);

/** A diversion that is drawn and nothing selected: it; else the selected object. */
export const openShown: Action = (model, key) =>
  model.ghost !== undefined && model.selected === undefined ? enterDiversion(model) : openYaml(model, key);

export const quit: Action = model => ({ ...model, finished: true });
export const suspend: Action = model => ask(model, { type: 'suspend' });
