import {
  type Log,
  mostTroubled,
  type ObjectKey,
  partsOf,
  readStory,
  resolveMoment,
  type Story,
  shortKind,
  storyMoments,
  Timeline,
  titleOf,
} from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { together } from './beside.ts';
import { screenSvg } from './leave/screenFile.ts';
import { go, initialModel, lookAt, type Model, type Parting } from './model.ts';
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
  /** The workload or Service to look at: `svc/web`. Default: the most troubled workload. */
  readonly on?: string;
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
 * One screen without a terminal: `rows` - 1 lines, each at most `columns` - 1 cells wide. Left: the option that is wrong,
 * and why, in a line.
 */
export function renderScreen(log: Log, options: ScreenOptions = {}): E.Either<string, string> {
  const story = options.story ?? readStory(new Timeline(log));
  const { beside } = options;
  const size = { columns: options.columns ?? 80, rows: options.rows ?? 24 };
  const alone = begunAt(story, options, size);
  const model =
    E.isLeft(alone) || beside === undefined
      ? alone
      : withBeside(alone.right, beside, beside.story ?? readStory(new Timeline(beside.log)));
  if (E.isLeft(model)) return model;
  return E.right(
    options.svg === true ? screenSvg(model.right) : paintScreen({ ...model.right, fresh: false }, options),
  );
}

/** The model a session begins with. Left: the option that is wrong, and why. */
export const begunAt = (
  story: Story,
  { at, on, opened }: Pick<ScreenOptions, 'at' | 'on' | 'opened'>,
  size: { readonly columns: number; readonly rows: number },
): E.Either<string, Model> =>
  pipe(
    on === undefined ? E.right<string, ObjectKey | undefined>(undefined) : named(story, on),
    E.chain(key =>
      pipe(
        modelAt(story, at, size, opened, key),
        E.mapLeft(why => `--at ${why}`),
      ),
    ),
  );

/** As people write it: `svc/web`, `deployment/web`, `web`; in whichever namespace. */
function named(story: Story, on: string): E.Either<string, ObjectKey> {
  const all = [...story.workloads, ...story.services];
  const found = all.find(one => {
    const { kind, name } = partsOf(one.key);
    return [name, `${shortKind(kind)}/${name}`, `${kind.toLowerCase()}/${name}`].includes(on.toLowerCase());
  });
  if (found !== undefined) return E.right(found.key);
  const known = all.length === 0 ? 'it has none' : `choose one of ${all.map(titleOf).join(', ')}`;
  return E.left(`--on ${on}: no workload or Service of this log is called so: ${known}`);
}

/** The most troubled workload, or what is asked for, at a moment. Left: why the moment is none. */
export function modelAt(
  story: Story,
  at: string | undefined,
  size: { readonly columns: number; readonly rows: number },
  opened?: readonly string[],
  on?: ObjectKey,
): E.Either<string, Model> {
  const begun = initialModel(story, on === undefined ? mostTroubled(story)?.key : undefined, 0, size, opened);
  const model = on === undefined ? begun : lookAt(begun, on);
  const position = resolveMoment(at ?? 'end', storyMoments(story, model.workload));
  return E.isLeft(position) ? position : E.right(go(model, position.right));
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
