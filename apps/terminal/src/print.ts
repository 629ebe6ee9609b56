import { type Log, mostTroubled, readStory, resolveMoment, type Story, storyMoments, Timeline } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { screenSvg } from './leave/screenFile.ts';
import { initialModel, type Model } from './model.ts';
import { paint } from './theme.ts';
import { screen } from './view/screen.ts';

export interface ScreenOptions {
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
  const size = { columns: options.columns ?? 80, rows: options.rows ?? 24 };
  const model = modelAt(story, options.at, size, options.opened);
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

export const paintScreen = (model: Model, theme: { readonly color?: boolean; readonly ascii?: boolean }): string =>
  screen(model)
    .map(row => paint(row, { color: theme.color ?? false, ascii: theme.ascii ?? false }).trimEnd())
    .join('\n');
