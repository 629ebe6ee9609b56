import { movedAlone } from './actions/beside.ts';
import { breakpointFound } from './actions/breakpoint.ts';
import { followed } from './actions/follow.ts';
import { mouse } from './actions/mouse.ts';
import { tick } from './actions/play.ts';
import { renewed } from './actions/renew.ts';
import { courseFound, giveUp, textFound } from './actions/search.ts';
import { simulated } from './actions/whatIf.ts';
import { follow } from './beside.ts';
import { found } from './finding.ts';
import { actionOf, isFirst, isStep } from './keys.ts';
import type { Message } from './message.ts';
import type { Model } from './model.ts';
import { chosen } from './panes/choose.ts';
import { updatePane } from './panes/pager.ts';
import { updatePrompt } from './prompts/table.ts';

/** The next model. Pure: the same message to the same model gives the same model. */
export function update(model: Model, message: Message): Model {
  const next = anew(model, answer(model, message));
  return movedAlone(model, next) ? follow(next) : next;
}

/** Where another log is on the screen, or more of it. */
function anew(before: Model, after: Model): Model {
  if (after.story === before.story) return after;
  // what is looked for in another log leads nowhere in this one
  return renewed(after.label === before.label ? after : found(after, { hunt: undefined }));
}

function answer(model: Model, message: Message): Model {
  switch (message.type) {
    case 'resize':
      return { ...model, columns: message.columns, rows: message.rows };
    case 'tick':
      return tick(model, message.elapsed);
    case 'describer':
      return { ...model, describe: message.describe };
    case 'notice':
      return { ...model, notice: message.text };
    case 'explainer':
      return { ...model, explainer: message.explainer };
    case 'grown':
    case 'silent':
    case 'lostEnd':
      // of a diversion only what it left can grow
      return model.left === undefined ? followed(model, message) : { ...model, left: answer(model.left, message) };
    case 'mouse':
      return jumped(model, mouse({ ...model, fresh: false, notice: '' }, message, key));
    case 'paste':
      return pasted({ ...model, fresh: false, notice: '' }, message.text);
    case 'diverting':
    case 'diverted':
    case 'notDiverted':
      // of a simulation that was stopped meanwhile nothing is wanted
      return model.diverting === undefined ? model : simulated(model, message);
    case 'key':
      return isStep(message.key) ? pressed(model, message.key) : jumped(model, pressed(model, message.key));
    case 'hunting':
    case 'traced':
    case 'found':
    case 'lost':
      // of a search that was given up meanwhile nothing is wanted
      return model.finding.hunt?.quest === message.quest ? jumped(model, answered(model, message)) : model;
  }
}

const pressed = (model: Model, name: string): Model => key({ ...model, fresh: false, notice: '' }, name);

/** Where a jump began is kept for `''`. */
const jumped = (before: Model, after: Model): Model =>
  after.label !== before.label || after.story !== before.story || after.cursor.position === before.cursor.position
    ? after
    : found(after, { back: before.cursor.position });

function answered(model: Model, message: Extract<Message, { quest: unknown }>): Model {
  switch (message.type) {
    case 'hunting':
      return found(model, { hunt: { quest: message.quest, share: message.share } });
    case 'found':
      return textFound(model, message.quest, message.position);
    case 'traced': {
      const { use } = message.quest;
      const { course } = message;
      return renewed(use === 'breakpoint' ? breakpointFound(model, course) : courseFound(model, course, use));
    }
    case 'lost':
      return { ...found(model, { hunt: undefined }), notice: `search stopped: ${message.why}` };
  }
}

/** Text into what is being typed, on one line: a line end in it sends nothing. Elsewhere it is no keys. */
function pasted(model: Model, text: string): Model {
  const typed = model.prompt !== undefined || model.open?.typing !== undefined;
  if (!typed) return { ...model, notice: 'nothing is being typed here: : begins a command, / a search' };
  const line = text.trim().replace(CONTROLS, ' ');
  return [...line].reduce((next, character) => key(next, character === ' ' ? 'space' : character), model);
}

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A key belongs to the line being typed, else to what is open, else to the table. */
function key(model: Model, name: string): Model {
  if (name === 'ctrl+c') return { ...model, finished: true };
  if (name === 'esc' && model.finding.hunt !== undefined) return giveUp(model);
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
