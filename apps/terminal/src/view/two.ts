/** Two recordings on one screen: beside each other where it is wide, else one over the other. */
import { offset, timeAt } from '@playhead/core';
import { partingOf } from '../beside.ts';
import type { Model } from '../model.ts';
import { type Line, pad, rule } from '../text.ts';
import { ofOther } from './hit.ts';

/** From so many columns on each half has the 70 that a screen needs. */
const WIDE = 140;

export function twoRows(model: Model, draw: (model: Model) => Line[]): Line[] {
  const { beside, columns, rows } = model;
  if (beside === undefined) return draw(model);
  const { other } = beside;
  const [a, b] = model.label === 'A' ? [model, other] : [other, model];
  const focus = (one: Model): Model => ({ ...one, label: `${one.label === model.label ? '▸' : ' '}${one.label}` });
  // of the rows one is the terminal's last, one the line of keys, one the rule that says how the two stand
  const height = Math.max(8, rows - 3);
  const drawn = (one: Model, tall: number): Line[] => {
    const lines = block(draw({ ...one, rows: tall + 1 }), tall);
    return one.label.endsWith(other.label) ? lines.map(ofOther) : lines;
  };
  if (columns >= WIDE) {
    const half = Math.floor((columns - 2) / 2);
    const side = (one: Model): Line[] => drawn({ ...focus(one), columns: half + 1 }, height);
    const [left, right] = [side(a), side(b)];
    const both = left.map((row, i): Line => [...pad(row, half), { text: '│', tone: 'rule' }, ...(right[i] ?? [])]);
    return [...both, rule(standing(model), parting(model), columns - 1)];
  }
  const upper = Math.floor(height / 2);
  const over = (one: Model, tall: number): Line[] => drawn(focus(one), tall);
  return [...over(a, upper), rule(standing(model), parting(model), columns - 1), ...over(b, height - upper)];
}

function block(rows: readonly Line[], height: number): Line[] {
  const cut = rows.slice(0, height);
  while (cut.length < height) cut.push([]);
  return cut;
}

const standing = ({ beside }: Model): string =>
  beside?.align === 'event' ? 'by event (A by time)' : 'by time (A by event)';

/** `part at A @40 +2.7s, B @40 +2.7s (x)`. */
function parting(model: Model): string {
  const { here, there } = partingOf(model);
  const { other } = model.beside!;
  const at = (one: Model, position: number | undefined): string =>
    `${one.label} ${position === undefined ? 'ends' : `@${position} ${offset(timeAt(one.story, position))}`}`;
  if (here === undefined && there === undefined) return 'they never part';
  const words = [at(model, here), at(other, there)];
  return `x: part at ${(model.label === 'A' ? words : words.reverse()).join(', ')}`;
}
