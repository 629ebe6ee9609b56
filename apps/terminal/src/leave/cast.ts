/**
 * A part of a log as an asciicast, version 3: played at its real gaps, with idle time shortened as playing does, and a
 * mark at each command and at each thing that begins to fail.
 * Source: https://docs.asciinema.org/manual/asciicast/v3/
 */
import { clean, cursor, entryWords, type Position, resolveMoment, type Story, storyMoments } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { changedRows } from '../frames.ts';
import type { Model } from '../model.ts';
import { modelAt } from '../print.ts';
import { paint } from '../theme.ts';
import { screen } from '../view/screen.ts';

export interface CastOptions {
  /** Moments; default the start and the end. */
  readonly from?: string;
  readonly to?: string;
  readonly columns?: number;
  readonly rows?: number;
  /** Log time to played time: 4 is four times as fast. Default 1. */
  readonly speed?: number;
}

/** Milliseconds of playing between two looks: 20 frames a second, as the app plays. */
const FRAME = 50;
/** How long the last screen stays, in milliseconds. */
const REST = 2000;

/** The lines of an asciicast. Left: a moment is none, or the range is empty, in a line. */
export function castOf(story: Story, options: CastOptions = {}): E.Either<string, Iterable<string>> {
  const size = { columns: options.columns ?? 80, rows: options.rows ?? 24 };
  const begun = modelAt(story, options.from ?? 'start', size);
  if (E.isLeft(begun)) return begun;
  const to = resolveMoment(options.to ?? 'end', storyMoments(story, begun.right.workload));
  if (E.isLeft(to)) return to;
  const from = begun.right.cursor.position;
  if (to.right <= from)
    return E.left(`@${from} to @${to.right}: there is nothing between them; give an earlier --from`);
  return E.right(castLines({ ...begun.right, fresh: false }, to.right, options.speed ?? 1));
}

function* castLines(start: Model, to: Position, speed: number): Generator<string> {
  const { header } = start.story.timeline.log;
  yield JSON.stringify({
    version: 3,
    term: { cols: start.columns, rows: start.rows, type: 'xterm-256color' },
    timestamp: Math.floor((header.start + start.cursor.time) / 1000),
    title: clean(header.name),
  });
  let shown: readonly string[] = [];
  // milliseconds since the last line: a frame that changes nothing is none
  let waited = 0;
  const line = (code: 'o' | 'm', data: string): string => {
    const seconds = waited / 1000;
    waited = 0;
    return JSON.stringify([seconds, code, data]);
  };
  let model: Model = { ...start, cursor: cursor.play(start.cursor, speed) };
  let before = start.cursor.position - 1;
  for (;;) {
    const { position } = model.cursor;
    for (const label of labels(model, before, position)) yield line('m', clean(label));
    const rows = screen(model).map(row => paint(row, { color: true, ascii: false }));
    const changes = changedRows(shown, rows);
    if (changes !== '') yield line('o', shown.length === 0 ? `\u001b[?25l\u001b[2J${changes}` : changes);
    shown = rows;
    before = position;
    if (position >= to) break;
    const next = cursor.advance(model.story.timeline, model.cursor, FRAME);
    model = { ...model, cursor: next.position >= to ? cursor.at(model.story.timeline, to) : next };
    waited += FRAME;
  }
  waited += REST;
  yield line('o', '\u001b[?25h');
}

/** What a viewer jumps to: commands, and what begins to fail. */
function labels({ story }: Model, after: Position, upTo: Position): string[] {
  const found: string[] = [];
  for (let position = after + 1; position <= upTo; position++) {
    if (position < 1) continue;
    const words = entryWords(story, position);
    if (words.hand) found.push(`@${position} ${words.actor}`);
    else if (words.failing) found.push(`@${position} ${words.subject} ${words.what}`);
  }
  return found;
}
