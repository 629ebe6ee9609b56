/**
 * The sums in full: every row of the question, then the selected entry: its rule, what else could have come out, and what
 * it came of. A number goes to that cause, enter to the nearest.
 */
import {
  type EntryWhy,
  type EntryWords,
  entryWhy,
  offset,
  timeAt,
  type WhyPane,
  whyPane,
  whyServicePane,
} from '@playhead/core';
import { explainOf } from '../explain.ts';
import { go, type Model, shownService, shownWorkload } from '../model.ts';
import { clip, fill, type Line, line, span, type Tone, wrap } from '../text.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const why: PaneKind<PaneOf<'why'>> = {
  title: model => {
    return shownPane(model)?.question ?? 'why';
  },
  lines: (model, _pane, width) => [...questionLines(model, width), ...entryLines(model, width)],
  hint: 'j k line  space b page  1-9 enter to a cause  ←→ step  esc closes',
  opener: 'w',
  key: (model, _pane, key) => toCause(model, key),
};

const LABEL = 14;
/** Those that a digit goes to. */
const NUMBERED = 9;

const row = (label: string, text: string, width: number, tone: Tone): Line[] =>
  wrap(text, Math.max(20, width - LABEL - 2)).map((part, i) =>
    line(span(`  ${fill(i === 0 ? label : '', LABEL)}`, 'bold'), span(part, tone)),
  );

/** That of the Service or the workload that is looked at. */
function shownPane(model: Model): WhyPane | undefined {
  const { story, cursor, selected } = model;
  const [workload, service] = [shownWorkload(model), shownService(model)];
  if (service !== undefined) return whyServicePane(story, service, cursor.position, selected);
  return workload === undefined ? undefined : whyPane(story, workload, cursor.position);
}

function questionLines(model: Model, width: number): Line[] {
  return (shownPane(model)?.rows ?? []).flatMap(({ label, texts, sums }) => [
    ...row(label, texts[0] ?? '', width, 'plain'),
    ...(sums ?? []).flatMap(sum => row('', sum, width, 'dim')),
  ]);
}

function entryLines(model: Model, width: number): Line[] {
  const { position } = model.cursor;
  if (position === 0) return [];
  const why = entryWhy(model.story, position, explainOf(model));
  const { words, says, sums, upstream, instead, explanation } = why;
  const title = `${words.actor}: ${words.subject === '' ? '' : `${words.subject} `}${words.what}`;
  const told = (label: string, texts: readonly string[], tone: Tone): Line[] =>
    texts.flatMap((text, i) => row(i === 0 ? label : '', text, width, tone));
  return [
    [],
    ...row(`@${position}`, title, width, words.hand ? 'hand' : words.failing ? 'bad' : 'plain'),
    ...told(explanation.how === 'decided' ? 'decided' : 'why', [says], 'plain'),
    ...told('', sums, 'dim'),
    ...told('upstream', upstream === '' ? [] : upstream.split('; '), 'dim'),
    ...told('if it were', instead, 'plain'),
    ...causeLines(model, why, width),
  ];
}

/** ` 1 @53  +3.201s  replicaset-controller  rev 2  available 1`, the hand or the failure that began it last. */
function causeLines(model: Model, { causes }: EntryWhy, width: number): Line[] {
  const began = causes.at(-1);
  if (began === undefined) return [];
  const left = causes.length - NUMBERED;
  const told = left > 0 ? [...causes.slice(0, NUMBERED - 1), began] : causes;
  const actors = Math.min(24, Math.max(...told.map(({ actor }) => actor.length)));
  const lineOf = (words: EntryWords, number: number): Line[] => {
    const { position, actor, subject, what } = words;
    const at = `${number} ${`@${position}`.padEnd(6)} ${offset(timeAt(model.story, position)).padStart(9)}`;
    const label = words === began ? 'began with' : number === 1 ? 'came of' : '';
    const rest = `${fill(actor, actors)}  ${subject === '' ? '' : `${subject}  `}${what}`;
    return row(
      label,
      clip(`${at}  ${rest}`, width - LABEL - 2),
      width,
      words.hand ? 'hand' : words.failing ? 'bad' : 'plain',
    );
  };
  const lines = told.map((words, i) => lineOf(words, i + 1));
  if (left > 0) lines.splice(-1, 0, row('', `… ${left} more`, width, 'dim'));
  return [[], ...lines.flat()];
}

/** The causes as they are numbered. */
function toCause(model: Model, key: string): Model | undefined {
  if (key !== 'enter' && !/^[1-9]$/.test(key)) return undefined;
  const { causes } = entryWhy(model.story, model.cursor.position);
  const numbered = causes.length > NUMBERED ? [...causes.slice(0, NUMBERED - 1), causes.at(-1)!] : causes;
  const cause = numbered[key === 'enter' ? 0 : Number(key) - 1];
  if (cause !== undefined) return go(model, cause.position);
  return {
    ...model,
    notice: causes.length === 0 ? 'here it begins: nothing led to it' : `it has ${causes.length} causes`,
  };
}
