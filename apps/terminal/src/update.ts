import { tick } from './actions/play.ts';
import { actionOf, isFirst } from './keys.ts';
import type { Message } from './message.ts';
import type { Model } from './model.ts';
import { chosen } from './panes/choose.ts';
import { updatePane } from './panes/pager.ts';
import { updatePrompt } from './prompts/table.ts';

/** The next model. Pure: the same message to the same model gives the same model. */
export function update(model: Model, message: Message): Model {
  switch (message.type) {
    case 'resize':
      return { ...model, columns: message.columns, rows: message.rows };
    case 'tick':
      return tick(model, message.elapsed);
    case 'notice':
      return { ...model, notice: message.text };
    case 'key':
      return key({ ...model, fresh: false, notice: '' }, message.key);
  }
}

/** A key belongs to the line being typed, else to what is open, else to the table. */
function key(model: Model, name: string): Model {
  if (name === 'ctrl+c') return { ...model, finished: true };
  if (model.prompt !== undefined) return updatePrompt(model, model.prompt, name);
  if (model.open !== undefined && model.pending === '') {
    const inPane = updatePane(model, model.open, name);
    if (inPane !== undefined) return inPane;
    // any other key takes the workload that is marked and acts on it
    if (model.open.kind === 'choose') return key(chosen(model, model.open.index), name);
  }
  if (model.pending === '' && isFirst(name)) return { ...model, pending: name };
  const next = { ...model, pending: '' };
  return actionOf(name, model.pending)?.(next, name) ?? next;
}
