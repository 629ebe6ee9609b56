import {
  cursor,
  nextFailing,
  nextHand,
  nextMeaning,
  nextWrite,
  offset,
  type Position,
  podsAt,
  positionAtTime,
  previousHand,
  previousMeaning,
  previousWrite,
  resolveMoment,
  storyMoments,
  timeAt,
} from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { type Action, actionOf, isFirst } from './keys.ts';
import type { Message } from './message.ts';
import { type Model, shownWorkload, subjectOf } from './model.ts';
import { chosen, updatePane } from './panes.ts';

/** The next model. Pure: the same message to the same model gives the same model. */
export function update(model: Model, message: Message): Model {
  switch (message.type) {
    case 'resize':
      return { ...model, columns: message.columns, rows: message.rows };
    case 'tick':
      return tick(model, message.elapsed);
    case 'key':
      return key({ ...model, fresh: false, notice: '' }, message.key);
  }
}

function tick(model: Model, elapsed: number): Model {
  if (model.cursor.speed === 0) return model;
  const before = model.cursor;
  const next = cursor.advance(model.story.timeline, before, elapsed);
  const jumped = Math.abs(next.time - before.time) - elapsed * Math.abs(before.speed);
  const stopped = next.speed === 0 && before.speed !== 0;
  // a jump is a silence that was shortened: say how much of it was left out
  const notice =
    !stopped && jumped > 250 ? `${(jumped / 1000).toFixed(1)}s of silence left out` : stopped ? '' : model.notice;
  return { ...model, cursor: next, notice };
}

function key(model: Model, name: string): Model {
  if (name === 'ctrl+c') return { ...model, finished: true };
  if (model.prompt !== undefined) return prompt(model, model.prompt, name);
  if (model.open !== undefined) {
    const inPane = updatePane(model, model.open, name);
    if (inPane !== undefined) return inPane;
    // any other key takes the workload that is marked and acts on it
    if (model.open.kind === 'choose') return key(chosen(model, model.open.index), name);
  }
  if (model.pending === '' && isFirst(name)) return { ...model, pending: name };
  const action = actionOf(name, model.pending);
  const next = { ...model, pending: '' };
  return action === undefined ? next : act(next, action, name);
}

/** What is typed after `:` is a moment, or the name of a command. */
function prompt(model: Model, typed: string, name: string): Model {
  if (name === 'esc') return { ...model, prompt: undefined };
  if (name === 'backspace') return { ...model, prompt: typed === '' ? undefined : typed.slice(0, -1) };
  if (name === 'space') return { ...model, prompt: `${typed} ` };
  if (name !== 'enter') return [...name].length === 1 ? { ...model, prompt: typed + name } : model;
  const word = typed.trim();
  const closed = { ...model, prompt: undefined };
  if (word === '') return closed;
  if (word === 'q' || word === 'quit') return { ...closed, finished: true };
  if (word === 'help') return act(closed, 'help', '?');
  if (word === 'why') return act(closed, 'why', 'w');
  if (word === 'yaml') return act(closed, 'yaml', 'y');
  const found = resolveMoment(word, storyMoments(model.story, model.workload));
  return E.isLeft(found) ? { ...closed, notice: found.left } : go(closed, found.right);
}

/** A position gone to: playing stops, what is open stays open. */
const go = (model: Model, position: Position | undefined): Model =>
  position === undefined ? model : { ...model, cursor: cursor.at(model.story.timeline, position) };

function act(model: Model, action: Action, name: string): Model {
  const { story } = model;
  const { position } = model.cursor;
  switch (action) {
    case 'previousMeaning':
      return go(model, previousMeaning(story, position) ?? 0);
    case 'nextMeaning':
      return go(model, nextMeaning(story, position) ?? story.length);
    case 'previousEntry':
      return go(model, position - 1);
    case 'nextEntry':
      return go(model, position + 1);
    case 'previousHand':
      return or(model, previousHand(story, position), 'no command before this');
    case 'nextHand':
      return or(model, nextHand(story, position), 'no command after this');
    case 'nextFailing':
      return failing(model, position);
    case 'lowest':
      return lowest(model);
    case 'tenth':
      return go(model, tenth(model, Number(name)));
    case 'start':
      return go(model, Math.min(1, story.length));
    case 'end':
      return go(model, story.length);
    default:
      return moreActions(model, action);
  }
}

function moreActions(model: Model, action: Action): Model {
  const { position } = model.cursor;
  switch (action) {
    case 'previousWrite':
    case 'nextWrite': {
      const subject = subjectOf(model);
      if (subject === undefined) return { ...model, notice: 'nothing is selected' };
      const find = action === 'nextWrite' ? nextWrite : previousWrite;
      const found = find(model.story, subject, position);
      return or(
        { ...model, selected: subject },
        found,
        action === 'nextWrite' ? 'its last change' : 'its first change',
      );
    }
    case 'play':
    case 'playBackward':
      return play(model, action === 'play' ? 1 : -1);
    case 'faster':
    case 'slower':
      return speed(model, action === 'faster' ? 2 : 0.5);
    case 'prompt':
      return { ...model, prompt: '' };
    case 'why':
      return { ...model, open: { kind: 'why', scroll: 0 } };
    case 'help':
      return { ...model, open: { kind: 'help', scroll: 0 } };
    case 'yaml':
    case 'open': {
      const subject = subjectOf(model);
      return subject === undefined
        ? { ...model, notice: 'this entry is about no object' }
        : { ...model, open: { kind: 'yaml', scroll: 0, key: subject, find: '' } };
    }
    case 'choose':
      return model.story.workloads.length < 2
        ? { ...model, notice: 'there is one workload in this log' }
        : { ...model, open: { kind: 'choose', index: 0 } };
    case 'down':
    case 'up':
      return selectPod(model, action === 'down' ? 1 : -1);
    case 'quit':
      return { ...model, finished: true };
    case 'close':
      return { ...model, open: undefined, selected: undefined };
    default:
      return model;
  }
}

const or = (model: Model, position: Position | undefined, otherwise: string): Model =>
  position === undefined ? { ...model, notice: otherwise } : go(model, position);

function failing(model: Model, position: Position): Model {
  const found = nextFailing(model.story, position);
  if (found === undefined) return { ...model, notice: 'nothing fails in this log' };
  const around = found <= position ? 'from the first failing again' : '';
  const { subject } = model.story.timeline.entry(found);
  return { ...go(model, found), selected: subject?.startsWith('Pod/') ? subject : undefined, notice: around };
}

function lowest(model: Model): Model {
  const low = shownWorkload(model)?.lowest;
  if (low === undefined) return { ...model, notice: 'it was never complete, so there is no lowest moment' };
  const words = `lowest: ${low.serving} of ${low.of} serving at ${offset(timeAt(model.story, low.position))}`;
  return { ...go({ ...model, selected: undefined }, low.position), notice: words };
}

/** 0 is the start, 5 the middle, 9 nine tenths, by time. */
function tenth(model: Model, tenths: number): Position {
  const { story } = model;
  if (tenths === 0) return Math.min(1, story.length);
  const [start, end] = [timeAt(story, Math.min(1, story.length)), timeAt(story, story.length)];
  return Math.max(Math.min(1, story.length), positionAtTime(story, start + ((end - start) * tenths) / 10));
}

function play(model: Model, direction: 1 | -1): Model {
  const playing = Math.sign(model.cursor.speed) === direction;
  if (playing) return { ...model, cursor: cursor.pause(model.cursor) };
  const atEnd = direction === 1 && model.cursor.position >= model.story.length;
  const from = atEnd ? cursor.at(model.story.timeline, Math.min(1, model.story.length)) : model.cursor;
  return { ...model, cursor: cursor.play(from, direction * model.speed), notice: atEnd ? 'from the start again' : '' };
}

function speed(model: Model, factor: number): Model {
  const next = Math.max(1 / 16, Math.min(64, model.speed * factor));
  const playing = model.cursor.speed !== 0;
  return {
    ...model,
    speed: next,
    cursor: playing ? cursor.play(model.cursor, Math.sign(model.cursor.speed) * next) : model.cursor,
    notice: `speed ${next}×`,
  };
}

/** Pods in the order in which the screen lists them. */
function selectPod(model: Model, by: 1 | -1): Model {
  const workload = shownWorkload(model);
  if (workload === undefined) return model;
  const rows = podsAt(model.story, workload, model.cursor.position);
  if (rows.length === 0) return { ...model, notice: 'no pods here' };
  const now = rows.findIndex(row => row.life.key === subjectOf(model));
  const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, now + by));
  return { ...model, selected: rows[next]!.life.key };
}
