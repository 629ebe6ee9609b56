import { expect, test } from 'vitest';
import { line, span } from '../text.ts';
import { keptItems } from './podRows.ts';

const kept = (room: number, ...spares: [name: string, spare: number][]): string =>
  keptItems(
    spares.map(([name, spare]) => ({ line: line(span(name)), spare })),
    room,
  )
    .map(([piece]) => piece!.text)
    .join(' ');

test('what can best be spared goes first, wherever it stands; of the same the first', () => {
  const items: [string, number][] = [
    ['rev', 0],
    ['a', 0.5],
    ['b', 0.5],
    ['c', 0.5],
    ['gone', 9],
    ['long-gone', 20],
  ];
  expect(kept(9, ...items)).toBe('rev a b c gone long-gone');
  expect(kept(5, ...items)).toBe('rev a b c gone');
  expect(kept(4, ...items)).toBe('rev a b c');
  expect(kept(3, ...items)).toBe('rev b c');
  expect(kept(1, ...items)).toBe('rev');
});

test('what cannot be spared is cut from the end where there is no room at all', () => {
  expect(kept(1, ['one', 0], ['two', 0], ['three', 1])).toBe('one');
});
