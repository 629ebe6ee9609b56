import { type Log, Timeline, transcript } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { filter, firstValueFrom, fromEvent, map, merge, tap } from 'rxjs';
import { performIn } from './effects/perform.ts';
import type { Explainer } from './explain.ts';
import { framesOn } from './frames.ts';
import { inputOf } from './input.ts';
import type { Message } from './message.ts';
import { type Session, startSession } from './playback.ts';
import { type BesideOptions, begunAt, withBeside } from './print.ts';
import { growths, openSource, type Source, withEnds } from './source.ts';
import { paint } from './theme.ts';
import { enterAlternateScreen, type Screen, type Terminal } from './tty.ts';
import type { Mounted } from './view/mount.ts';
import { screen as rowsOf } from './view/screen.ts';
import { warmUp } from './warm.ts';

export interface OpenOptions extends Terminal, Source {
  /** A moment to begin at; default the end. */
  readonly at?: string;
  /** The workload or Service to look at: `svc/web`. */
  readonly on?: string;
  readonly color: boolean;
  readonly ascii: boolean;
  /** What was opened, as words of a command line. */
  readonly opened?: readonly string[];
  /** Writes a regression fixture. @returns one line: what was written, or why nothing was */
  readonly fixture?: (log: Log, folder: string) => Promise<string>;
  /** Loads what computes why an entry of a recording was written. */
  readonly explainer?: () => Promise<Explainer>;
  /** A second recording beside it. */
  readonly beside?: BesideOptions & Source;
  /** For a line about a moment that is none. */
  readonly stderr?: NodeJS.WriteStream;
}

/** Opens the terminal app on a log and waits until it is left. The exit code: 0, or 2 where the moment is none. */
export async function openTerminal(log: Log, options: OpenOptions): Promise<number> {
  const { stdin, stdout } = options;
  if (!stdin.isTTY || !stdout.isTTY) {
    for (const line of transcript(new Timeline(log), { positions: true })) stdout.write(`${line}\n`);
    return 0;
  }
  const first = await openSource(log, options, options);
  if (first === undefined) return 0;
  const size = () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
  const alone = begunAt(first.story, options, size());
  const { beside } = options;
  const second = beside === undefined ? undefined : await openSource(beside.log, beside, options);
  if (beside !== undefined && second === undefined) return 0;
  const model =
    E.isLeft(alone) || beside === undefined || second === undefined
      ? alone
      : withBeside(alone.right, beside, second.story);
  if (E.isLeft(model)) {
    (options.stderr ?? process.stderr).write(`playhead: ${model.left}\n`);
    return 2;
  }
  const screen = enterAlternateScreen(options);
  const frames = framesOn(stdout);
  const resizes = merge(fromEvent(stdout, 'resize'), screen.resumed).pipe(
    tap(frames.forget),
    map((): Message => ({ type: 'resize', ...size() })),
  );
  const session = startSession(
    withEnds(model.right, first, second),
    merge(inputOf(stdin), resizes, growths(first, second, beside?.part ?? neverPart)),
    performIn({
      tell: bytes => stdout.write(bytes),
      suspend: screen.suspend,
      fixture: options.fixture ?? noFixture,
      explainer: options.explainer ?? noExplainer,
    }),
  );
  const theme = { color: options.color, ascii: options.ascii };
  let cool = (): void => undefined;
  try {
    // the first frame does not wait for Ink, which takes some 150 ms to load and to mount
    frames.show(rowsOf(session.models.value).map(row => paint(row, theme)));
    const { mount } = await import('./view/mount.ts');
    await untilLeft(session, screen, () => {
      const app = mount({ session, theme, show: frames.show }, stdin, frames.stream);
      first.story.timeline.index?.prepare();
      cool = warmUp(first.story, options.explainer ?? noExplainer);
      return app;
    });
  } finally {
    // also where mounting fails: what still reads keys would keep the process
    cool();
    session.stop();
    screen.leave();
  }
  return 0;
}

/** Whichever comes first: somebody quits, or drawing fails, which Ink tells by ending or nobody catches. */
async function untilLeft(session: Session, screen: Screen, begin: () => Mounted): Promise<void> {
  const app = begin();
  try {
    const left = session.models.pipe(filter(({ finished }) => finished));
    await Promise.race([firstValueFrom(merge(session.failed, screen.failed, left)), app.waitUntilExit()]);
  } finally {
    session.stop();
    app.unmount();
  }
}

const neverPart = () => ({ a: [], b: [], shared: 0 });

const noExplainer = async (): Promise<Explainer> => () => () => ({
  how: 'not computed',
  says: 'this log was opened without the controllers',
});

const noFixture = async (): Promise<string> => 'this log can be kept as no fixture: it was not opened from a file';
