/** What if: a command simulated from the position, drawn as a ghost beside what really happened, and gone into. */
import { cursor, namespaceIn } from '@playhead/core';
import { CHANGING } from '@playhead/kubectl/verbs';
import { NOTHING_FOUND } from '../finding.ts';
import type { Message } from '../message.ts';
import { ask, type Ghost, type Model, shownWorkload } from '../model.ts';
import type { Action } from './action.ts';
import { wayOut } from './leave.ts';

/** The way out that the pane names; where that is drawn already, into it. */
export const tryWayOut: Action = model => {
  const { ghost } = model;
  if (model.diverting !== undefined) return { ...model };
  const command = wayOut(model, shownWorkload(model));
  const isDrawn = ghost !== undefined && ghost.run.leftAt === model.cursor.position;
  if (isDrawn && (command === undefined || command === ghost.command)) return enterDiversion(model);
  return command === undefined
    ? { ...model, notice: 'no way out is named here: type what to try, as :kubectl rollout undo deployment/web' }
    : tryCommand(model, command);
};

/** `kubectl` may be left out before what only kubectl knows. */
const KUBECTL = new RegExp(`^(kubectl|(${CHANGING.join('|')})\\s+\\S+.*)(\\s|$)`);
export const isKubectl = (text: string): boolean => KUBECTL.test(text);

export function tryCommand(model: Model, text: string): Model {
  const words = text.replace(/^kubectl(\s+|$)/, '');
  if (words === '')
    return { ...model, notice: 'kubectl: write what to try, as :kubectl scale deployment/web --replicas=5' };
  const command = `kubectl ${words}`;
  const namespace = namespaceIn(command) ?? shownWorkload(model)?.namespace;
  const { story } = model;
  const { position } = model.cursor;
  const asked: Model = {
    ...model,
    cursor: cursor.pause(model.cursor),
    ghost: undefined,
    diverting: { command, share: 0 },
    notice: '',
  };
  return ask(asked, { type: 'divert', story, position, command, namespace: namespace ?? 'default' });
}

type Told = Extract<Message, { readonly type: 'diverting' | 'diverted' | 'notDiverted' }>;

/** What the simulation says of itself. */
export function simulated(model: Model, message: Told): Model {
  if (message.type === 'diverting') return { ...model, diverting: { command: message.command, share: message.share } };
  if (message.type === 'notDiverted') return { ...model, diverting: undefined, notice: message.why };
  return { ...model, diverting: undefined, open: undefined, ghost: message.ghost };
}

/** The same app on the diversion's story, from where it left; `left` is the way back. */
export function enterDiversion(model: Model): Model {
  const { ghost } = model;
  if (ghost === undefined) return model;
  const { story, run } = ghost;
  return {
    ...model,
    story,
    cursor: cursor.at(story.timeline, run.leftAt),
    ghost: undefined,
    left: model,
    beside: undefined,
    live: undefined,
    selected: undefined,
    open: undefined,
    finding: NOTHING_FOUND,
    notice: assumed(ghost),
  };
}

const assumed = ({ run }: Ghost): string => {
  const [first = '', ...more] = run.assumptions;
  return more.length === 0 ? first : `${first}; ${more.length} more: playhead info of what :save NAME.rollout wrote`;
};

/** Stops what is being simulated; lets go of what is drawn; goes back out of the diversion: whichever is first. */
export function leaveWhatIf(model: Model): Model {
  const { left, columns, rows } = model;
  if (model.diverting !== undefined)
    return ask({ ...model, diverting: undefined, notice: 'not simulated' }, { type: 'stopDiverting' });
  if (model.ghost !== undefined) return { ...model, ghost: undefined };
  return left === undefined ? model : { ...left, columns, rows, notice: 'back in what really happened' };
}
