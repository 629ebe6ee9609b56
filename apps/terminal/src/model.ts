import {
  type Cursor,
  cursor,
  type ObjectKey,
  type Position,
  type Story,
  type WorkloadStory,
  workloadOf,
} from '@playhead/core';

/** Everything the screen is made from. A value: `update` makes the next one, `screen` draws it. */
export interface Model {
  readonly story: Story;
  readonly workload: ObjectKey | undefined;
  readonly cursor: Cursor;
  readonly columns: number;
  readonly rows: number;
  /** The pod or object that `y` shows and `{` `}` follow; without one, the entry's own. */
  readonly selected: ObjectKey | undefined;
  readonly open: Pane | undefined;
  /** What was typed after `:`, while it is being typed. */
  readonly prompt: string | undefined;
  /** One line that says what just could not be done, or was. */
  readonly notice: string;
  /** A first key of two, as `g`. */
  readonly pending: string;
  /** No key was pressed yet. */
  readonly fresh: boolean;
  /** The speed to play at, 1 as recorded. */
  readonly speed: number;
  readonly finished: boolean;
}

export type Pane =
  | { readonly kind: 'help'; readonly scroll: number }
  | { readonly kind: 'why'; readonly scroll: number }
  | { readonly kind: 'yaml'; readonly scroll: number; readonly key: ObjectKey; readonly find: string }
  | { readonly kind: 'choose'; readonly index: number };

export function initialModel(
  story: Story,
  workload: ObjectKey | undefined,
  position: Position,
  size: { readonly columns: number; readonly rows: number },
): Model {
  return {
    story,
    workload,
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
    finished: false,
  };
}

export const shownWorkload = (model: Model): WorkloadStory | undefined =>
  model.workload === undefined ? undefined : workloadOf(model.story, model.workload);

/** What `y` and `{` `}` are about. */
export function subjectOf(model: Model): ObjectKey | undefined {
  if (model.selected !== undefined) return model.selected;
  const { position } = model.cursor;
  return position === 0 ? model.workload : (model.story.timeline.entry(position).subject ?? model.workload);
}
