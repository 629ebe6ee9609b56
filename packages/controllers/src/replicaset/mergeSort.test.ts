import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeSort } from './mergeSort.ts';

it('sorts as the engine does where the order is one, and keeps equals in place', () => {
  const items = fc.array(fc.tuple(fc.nat(5), fc.nat()));
  fc.assert(
    fc.property(items, list => {
      const order = (a: readonly number[], b: readonly number[]) => a[0]! - b[0]!;
      expect(mergeSort(list, order)).toEqual([...list].sort(order));
    }),
  );
});

it('gives every item back once where the order is none', () => {
  const beats: Record<string, string> = { rock: 'scissors', scissors: 'paper', paper: 'rock' };
  const order = (a: string, b: string) => (beats[a] === b ? -1 : beats[b] === a ? 1 : 0);
  expect(mergeSort(['paper', 'rock', 'scissors'], order).sort()).toEqual(['paper', 'rock', 'scissors']);
});
