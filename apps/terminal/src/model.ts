import {
  type Cursor,
  cursor,
  type ObjectKey,
  type Position,
  type ServiceStory,
  type Story,
  type WorkloadStory,
  workloadOf,
} from '@playhead/core';
import type { DivertedRun } from '@playhead/simulator';
import type { Effect } from './effects/effect.ts';
import type { Explainer } from './explain.ts';
import { type Finding, NOTHING_FOUND } from './finding.ts';

/** What `kubectl describe` would have said of an object at a position, where it was there. */
export type Describe = (story: Story, key: ObjectKey, position: Position) => string | undefined;

/** Everything the screen is made from. A value: `update` makes the next one, `screen` draws it. */
export interface Model {
  readonly story: Story;
  /** What was opened, as words of a command line. */
  readonly opened: readonly string[];
  readonly workload: ObjectKey | undefined;
  /** The Service that is looked at instead; `workload` is then the first one behind it. */
  readonly service: ObjectKey | undefined;
  readonly cursor: Cursor;
  readonly columns: number;
  readonly rows: number;
  /** The pod or object that `y` shows and `{` `}` follow; without one, the entry's own. */
  readonly selected: ObjectKey | undefined;
  readonly open: Pane | undefined;
  /** What is being typed on the last line. */
  readonly prompt: Prompt | undefined;
  /** One line that says what just could not be done, or was. */
  readonly notice: string;
  /** A first key of two, as `g`. */
  readonly pending: string;
  /** No key was pressed yet. */
  readonly fresh: boolean;
  /** The speed to play at, 1 as recorded. */
  readonly speed: number;
  /** kubectl's own words, once somebody asked for them: they are loaded then. */
  readonly describe: Describe | undefined;
  /** Only while the log is still being written. */
  readonly live: Live | undefined;
  /** The feed tells every entry, and not only what carries a meaning. */
  readonly every: boolean;
  /** How closely the time axis is looked at: 0 as suits, 1 the whole log, then a quarter of it each. */
  readonly zoom: number;
  readonly finished: boolean;
  /** Marks, breakpoints, what is searched for. */
  readonly finding: Finding;
  /** Where two recordings are open: the other, which goes where this one goes. */
  readonly beside: Beside | undefined;
  /** What it is called on the screen where two are open: `A` or `B`. */
  readonly label: string;
  /** A diversion that was simulated from a position of this log, drawn beside what really happened. */
  readonly ghost: Ghost | undefined;
  /** What is being simulated, while it is. */
  readonly diverting: { readonly command: string; readonly share: number } | undefined;
  /** Within a diversion: the model of the log that it left, to go back to. */
  readonly left: Model | undefined;
  /** What is asked of the world outside, in order; whoever runs the session takes it and answers with messages. */
  readonly asked: readonly Effect[];
  /** Computes why a recorded entry was written, once it was loaded. */
  readonly explainer?: Explainer;
}

/** A diversion and its story. */
export interface Ghost {
  readonly command: string;
  readonly run: DivertedRun;
  readonly story: Story;
}

/** The other of two open recordings, and what keeps the two together. */
export interface Beside {
  readonly other: Model;
  /** By time: the same time since the change of either. By event: the same number of deeds done. */
  readonly align: 'time' | 'event';
  readonly parting: Parting;
}

/** What two logs did alike. `a` and `b`: the positions of their deeds; the first `shared` of them are the same. */
export interface Parting {
  readonly a: readonly Position[];
  readonly b: readonly Position[];
  readonly shared: number;
}

export interface Live {
  /** Who stands at the end stays at it while it moves on. */
  readonly follows: boolean;
  /** Milliseconds since it was last written, as far as it was told. */
  readonly silentFor: number;
}

/** What is open over the lanes. What a kind shows and which keys it has is in `panes/`, a file each. */
export type Pane = PaneShape & PaneFind;

/** What is looked for in it, and while it is typed what was typed so far. */
export interface PaneFind {
  readonly find?: string;
  readonly typing?: string;
}

type PaneShape =
  | { readonly kind: 'help'; readonly scroll: number }
  | { readonly kind: 'why'; readonly scroll: number }
  | {
      readonly kind: 'yaml';
      readonly scroll: number;
      readonly key: ObjectKey;
      /** The marked line. */
      readonly index: number;
      /** Branches that are folded otherwise than at first, as `/spec/template`. */
      readonly turned: readonly string[];
    }
  /** From a position chosen, or from before the last change; `all` shows the rest of long lists. */
  | { readonly kind: 'diff'; readonly scroll: number; readonly from: Position | undefined; readonly all: boolean }
  | { readonly kind: 'feed'; readonly scroll: number }
  | { readonly kind: 'sizes'; readonly scroll: number }
  | { readonly kind: 'events'; readonly scroll: number; readonly warnings: boolean }
  | { readonly kind: 'describe'; readonly scroll: number; readonly key: ObjectKey }
  | { readonly kind: 'choose'; readonly scroll: number; readonly index: number }
  | { readonly kind: 'places'; readonly scroll: number; readonly index: number };

/** A line being typed. What it is for is in `prompts/`, a file each; `sign` stands before it. */
export interface Prompt {
  readonly sign: PromptSign;
  readonly text: string;
}
export type PromptSign = ':' | '/' | 'break when ' | 'save the screen as ' | 'write a fixture to ';

export function initialModel(
  story: Story,
  workload: ObjectKey | undefined,
  position: Position,
  size: { readonly columns: number; readonly rows: number },
  opened: readonly string[] = [],
): Model {
  return {
    story,
    opened,
    workload,
    service: undefined,
    cursor: cursor.at(story.timeline, position),
    columns: size.columns,
    rows: size.rows,
    selected: undefined,
    open: undefined,
    prompt: undefined,
    notice: '',
    pending: '',
    fresh: true,
    speed: 1,
    describe: undefined,
    live: undefined,
    every: false,
    zoom: 0,
    finished: false,
    finding: NOTHING_FOUND,
    beside: undefined,
    label: '',
    ghost: undefined,
    diverting: undefined,
    left: undefined,
    asked: [],
  };
}

export const shownWorkload = (model: Model): WorkloadStory | undefined =>
  model.workload === undefined ? undefined : workloadOf(model.story, model.workload);

export const shownService = ({ story, service }: Model): ServiceStory | undefined =>
  service === undefined ? undefined : story.services.find(({ key }) => key === service);

/** Looks at a workload, or at a Service. */
export function lookAt(model: Model, key: ObjectKey): Model {
  const service = model.story.services.find(one => one.key === key);
  return {
    ...model,
    workload: service === undefined ? key : (service.workloads[0] ?? model.workload),
    service: service?.key,
    selected: undefined,
  };
}

/** What `y` and `{` `}` are about. */
export function subjectOf(model: Model): ObjectKey | undefined {
  if (model.selected !== undefined) return model.selected;
  const { position } = model.cursor;
  return position === 0 ? model.workload : (model.story.timeline.entry(position).subject ?? model.workload);
}

/** The model that also asks this of the world outside. */
export const ask = (model: Model, effect: Effect): Model => ({ ...model, asked: [...model.asked, effect] });

/** A position gone to: playing stops, what is open stays open. */
export const go = (model: Model, position: Position | undefined): Model =>
  position === undefined ? model : { ...model, cursor: cursor.at(model.story.timeline, position) };

/** The position gone to, or a line that says why there is none. */
export const goOr = (model: Model, position: Position | undefined, otherwise: string): Model =>
  position === undefined ? { ...model, notice: otherwise } : go(model, position);
