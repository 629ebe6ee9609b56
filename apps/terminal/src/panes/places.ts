/** Marks, breakpoints and the loop, each to be gone to or taken away. */
import { offset, type Position, timeAt } from '@playhead/core';
import { placeOf } from '../actions/mark.ts';
import { timesWords } from '../actions/search.ts';
import { found } from '../finding.ts';
import { go, type Model } from '../model.ts';
import { fill, type Line, line, span } from '../text.ts';
import { withHit } from '../view/hit.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const places: PaneKind<PaneOf<'places'>> = {
  title: () => 'marks, breakpoints, loop',
  lines: (model, { index }) => placeLines(model, index),
  hint: 'j k choose  enter go  x take away  esc closes',
  opener: '',
  key: (model, pane, key) => placesKey(model, pane.index, key),
  selectedLine: (_model, { index }) => index,
};

interface Place {
  readonly name: string;
  readonly kind: string;
  readonly says: string;
  /** Where `enter` goes; of a breakpoint the next hit, or the last. */
  readonly position: Position | undefined;
  readonly without: (model: Model) => Model;
}

function placesOf(model: Model): Place[] {
  const { marks, breakpoints, loop } = model.finding;
  const here = model.cursor.position;
  return [
    ...[...marks]
      .sort((a, b) => a[1] - b[1])
      .map(
        ([name, position]): Place => ({
          name,
          kind: 'mark',
          says: placeOf(model, position),
          position,
          without: from => found(from, { marks: new Map([...marks].filter(([other]) => other !== name)) }),
        }),
      ),
    ...breakpoints.map((course): Place => {
      const position = course.hits.find(hit => hit > here) ?? course.hits[0];
      const at =
        position === undefined
          ? ''
          : `, ${position > here ? 'next' : 'first'} @${position} ${offset(timeAt(model.story, position))}`;
      return {
        name: course.query.text,
        kind: 'breakpoint',
        says: `${timesWords(course)}${at}`,
        position,
        without: from => found(from, { breakpoints: breakpoints.filter(other => other !== course) }),
      };
    }),
    ...(loop === undefined
      ? []
      : [
          {
            name: `@${loop.from} to @${loop.to}`,
            kind: 'loop',
            says: placeOf(model, loop.from),
            position: loop.from,
            without: (from: Model) => found(from, { loop: undefined }),
          },
        ]),
  ];
}

function placeLines(model: Model, index: number): Line[] {
  const all = placesOf(model);
  if (all.length === 0)
    return [
      line(span('  ma sets mark a here, ’a goes to it, ’’ back; :mark NAME sets one with a name', 'dim')),
      line(span('  b sets a breakpoint, c runs on to it, C back; :loop A B plays in a range', 'dim')),
    ];
  const width = Math.min(44, Math.max(...all.map(({ name }) => name.length)) + 2);
  return all.map(({ name, kind, says }, i) =>
    withHit(
      line(
        span(` ${i === index ? '▸' : ' '} `, 'selected'),
        span(fill(kind, 12), 'dim'),
        span(fill(name, width), i === index ? 'bold' : 'plain'),
        span(says, 'plain'),
      ),
      { kind: 'choice', index: i },
    ),
  );
}

function placesKey(model: Model, index: number, key: string): Model | undefined {
  const all = placesOf(model);
  const to = (next: number, from = model): Model => ({
    ...from,
    open: { kind: 'places', scroll: 0, index: Math.max(0, Math.min(placesOf(from).length - 1, next)) },
  });
  switch (key) {
    case 'j':
    case 'down':
      return to(index + 1);
    case 'k':
    case 'up':
      return to(index - 1);
    case 'x':
      return all[index] === undefined ? model : to(index, all[index].without(model));
    case 'enter':
      return { ...go(model, all[index]?.position), open: undefined };
    default:
      return undefined;
  }
}
