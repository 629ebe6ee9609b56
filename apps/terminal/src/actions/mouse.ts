/** What the mouse does: a click goes to what it is on, the wheel steps. */
import { switched } from '../beside.ts';
import type { MouseMessage } from '../message.ts';
import { go, type Model } from '../model.ts';
import { paneKind } from '../panes/table.ts';
import { worstOfCell } from '../view/grid.ts';
import { type Hit, hitAt, positionOf } from '../view/hit.ts';
import { screen } from '../view/screen.ts';

/** Lines a notch of the wheel moves a pane by. */
const NOTCH = 3;

/** `press`: what a key does to a model. */
export function mouse(
  model: Model,
  { button, row, column }: MouseMessage,
  press: (model: Model, key: string) => Model,
): Model {
  if (model.prompt !== undefined) return model;
  if (button !== 'left') return wheel(model, button === 'wheelUp', press);
  const hit = hitAt(screen(model), row, column);
  if (hit === undefined) return model;
  return clicked(hit.other === true ? switched(model) : model, hit, press);
}

function clicked(model: Model, hit: Hit, press: (model: Model, key: string) => Model): Model {
  switch (hit.kind) {
    case 'object':
      return { ...model, selected: hit.key };
    case 'cells': {
      const life = worstOfCell(hit, model.cursor.position);
      return life === undefined ? model : { ...model, selected: life.key };
    }
    case 'entry':
      return go(model, hit.position);
    case 'lane':
      return go(model, positionOf(hit));
    case 'choice': {
      const { open } = model;
      if (open === undefined || !('index' in open)) return model;
      // a click on what is marked already takes it
      return open.index === hit.index ? press(model, 'enter') : { ...model, open: { ...open, index: hit.index } };
    }
  }
}

function wheel(model: Model, up: boolean, press: (model: Model, key: string) => Model): Model {
  const { open } = model;
  if (open === undefined) return press(model, up ? ',' : '.');
  const times = paneKind(open).selectedLine === undefined ? NOTCH : 1;
  let next = model;
  for (let i = 0; i < times; i++) next = press(next, up ? 'up' : 'down');
  return next;
}
