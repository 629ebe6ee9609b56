import { type Log, mostTroubled, readStory, resolveMoment, type Story, storyMoments, Timeline } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { together } from './beside.ts';
import { screenSvg } from './leave/screenFile.ts';
import { initialModel, type Model, type Parting } from './model.ts';
import { paint } from './theme.ts';
import { screen } from './view/screen.ts';

/** A second recording, opened beside the first. */
export interface BesideOptions {
  readonly log: Log;
  readonly opened: readonly string[];
  /** Where the two part. Asked again as they grow, and then with the same logs grown. */
  readonly part: (a: Log, b: Log) => Parting;
  /** Its story, where it is known already. */
  readonly story?: Story;
}

export interface ScreenOptions {
  readonly beside?: BesideOptions;
  /** What was opened, as words of a command line: a picture says how to open it again. */
  readonly opened?: readonly string[];
  /** A moment: `@231`, `stuck`, … Default: the end. */
  readonly at?: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly color?: boolean;
  readonly ascii?: boolean;
  /** As an SVG picture. */
  readonly svg?: boolean;
  /** The log's story, where it is known already. */
  readonly story?: Story;
}

/**
 * One screen without a terminal: `rows` - 1 lines, each at most `columns` - 1 cells wide. Left: the moment is none, in a
 * line.
 */
export function renderScreen(log: Log, options: ScreenOptions = {}): E.Either<string, string> {
  const story = options.story ?? readStory(new Timeline(log));
  const { beside } = options;
  const size = { columns: options.columns ?? 80, rows: options.rows ?? 24 };
  const alone = modelAt(story, options.at, size, options.opened);
  const model =
    E.isLeft(alone) || beside === undefined
      ? alone
      : withBeside(alone.right, beside, beside.story ?? readStory(new Timeline(beside.log)));
  if (E.isLeft(model)) return model;
  return E.right(
    options.svg === true ? screenSvg(model.right) : paintScreen({ ...model.right, fresh: false }, options),
  );
}

/** The model a session begins with: the most troubled workload, at a moment. */
export function modelAt(
  story: Story,
  at: string | undefined,
  size: { readonly columns: number; readonly rows: number },
  opened?: readonly string[],
): E.Either<string, Model> {
  const workload = mostTroubled(story)?.key;
  const position = resolveMoment(at ?? 'end', storyMoments(story, workload));
  return E.isLeft(position) ? position : E.right(initialModel(story, workload, position.right, size, opened));
}

/** The model with a second recording beside it. */
export function withBeside(model: Model, beside: BesideOptions, story: Story): E.Either<string, Model> {
  const other = modelAt(story, undefined, model, beside.opened);
  return E.isLeft(other)
    ? other
    : E.right(together(model, other.right, beside.part(model.story.timeline.log, story.timeline.log)));
}

export const paintScreen = (model: Model, theme: { readonly color?: boolean; readonly ascii?: boolean }): string =>
  screen(model)
    .map(row => paint(row, { color: theme.color ?? false, ascii: theme.ascii ?? false }).trimEnd())
    .join('\n');
