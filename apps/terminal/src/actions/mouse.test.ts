import type { PodLife } from '@playhead/core';
import { describe, expect, test } from 'vitest';
import { together } from '../beside.ts';
import { begin, press } from '../given.ts';
import type { MouseMessage } from '../message.ts';
import type { Model } from '../model.ts';
import { cells } from '../text.ts';
import { update } from '../update.ts';
import { columnAt } from '../view/axis.ts';
import { worstOfCell } from '../view/grid.ts';
import { hitAt } from '../view/hit.ts';
import { screen } from '../view/screen.ts';

const mouse = (model: Model, button: MouseMessage['button'], column: number, row: number): Model =>
  update(model, { type: 'mouse', button, column, row });
const lines = (model: Model): string[] => screen(model).map(row => row.map(({ text }) => text).join(''));

/** A click on a word of the screen. */
function clickOn(model: Model, word: string): Model {
  const row = lines(model).findIndex(line => line.includes(word));
  if (row < 0) throw new Error(`${word} is not on the screen`);
  return mouse(model, 'left', cells(lines(model)[row]!.split(word)[0]!), row);
}

describe('a click', () => {
  const stuck = begin('rollback-bad-image', '@131', { columns: 160, rows: 45 });

  test('on any cell of any lane goes to the time of that cell', () => {
    const rows = screen(stuck);
    let clicked = 0;
    for (let row = 0; row < rows.length; row++)
      for (let column = row % 23; column < 159; column += 23) {
        const hit = hitAt(rows, row, column);
        if (hit?.kind !== 'lane') continue;
        clicked++;
        const { position, time } = mouse(stuck, 'left', column, row).cursor;
        const { axis, cell } = hit;
        if (cell === axis.at + 1) expect(position).toBe(131);
        const shown = cell > axis.at ? cell - 1 : cell;
        // the time is in the column, or the last one before it where nothing happened in it
        expect(columnAt(axis, time)).toBeLessThanOrEqual(Math.max(0, shown));
        expect(position).toBe(axis.last[Math.max(0, shown)]);
      }
    expect(clicked).toBeGreaterThan(60);
  });

  test('on a pod selects it, on an entry goes there', () => {
    expect(clickOn(stuck, '57976869f5-6v2k8').selected).toMatch(/^Pod\/.*57976869f5-6v2k8$/);
    expect(clickOn(stuck, '@128 ').cursor.position).toBe(128);
  });

  test('on a cell selects its pod, and the screen says which', () => {
    const many = begin('hundred', '@2147', { columns: 80, rows: 24 });
    const row = lines(many).findIndex(line => line.startsWith(' rev 2 new'));
    const [first, tenth] = [mouse(many, 'left', 12, row), mouse(many, 'left', 21, row)];
    const pods = many.story.groupsByUid.get(many.story.pods.get(first.selected!)![0]!.group)!.pods;
    expect([first.selected, tenth.selected]).toEqual([pods[0]!.key, pods[9]!.key]);
    expect(lines(tenth).join('\n')).toContain(`▸ ${pods[9]!.short} ● `);
    const marked = screen(tenth)[row]!.findIndex(({ tone }) => tone === 'found');
    expect(
      cells(
        screen(tenth)
          [row]!.slice(0, marked)
          .map(({ text }) => text)
          .join(''),
      ),
    ).toBe(21);
    // the second row goes on where the first ends, and behind the last pod there is none
    const second = lines(many)[row + 1]!;
    const across = cells(
      lines(many)
        [row]!.slice(12)
        .replace(/[^●◐○◌✗·].*$/, ''),
    );
    expect(mouse(many, 'left', 12, row + 1).selected).toBe(pods[across]!.key);
    expect(mouse(many, 'left', second.lastIndexOf('◐') + 1, row + 1).selected).toBeUndefined();
  });

  test('on a cell of several pods selects the worst of them', () => {
    const pods = ['ready', 'failing', 'pending', 'failing', 'ready'].map((state, i) => ({
      key: `Pod/web/p${i}`,
      stateAt: () => state,
    })) as unknown as PodLife[];
    const at = (cell: number) => worstOfCell({ pods, each: 4, cell }, 9)?.key;
    expect([at(0), at(1), at(2)]).toEqual(['Pod/web/p1', 'Pod/web/p4', undefined]);
  });

  test('on nothing does nothing', () => {
    expect(mouse(stuck, 'left', 0, 0).cursor).toEqual(stuck.cursor);
    expect(mouse(stuck, 'left', 500, 500).cursor).toEqual(stuck.cursor);
  });

  test('on a workload marks it, and on the marked one takes it', () => {
    const choosing = press(begin('checkout-oom', 'end', { columns: 120, rows: 40 }), 'tab');
    const second = clickOn(choosing, 'deploy/cart');
    expect(second.open).toMatchObject({ kind: 'choose', index: 1 });
    expect(clickOn(second, 'deploy/cart').workload).toMatch(/cart$/);
  });

  test('in the other of two recordings makes it the one that is looked at', () => {
    const [a, b] = [
      begin('rollback-bad-image', '@131', { columns: 160, rows: 45 }),
      begin('checkout-oom', '@476', { columns: 160, rows: 45 }),
    ];
    const both = together(a, b, { a: [], b: [], shared: 0 });
    const row = lines(both).findIndex(line => /floor .* floor /.test(line));
    const left = mouse(both, 'left', 40, row);
    expect(left.label).toBe('A');
    const right = mouse(both, 'left', 120, row);
    expect(right.label).toBe('B');
    expect(right.story.length).toBe(766);
  });
});

describe('the wheel', () => {
  const stuck = begin('rollback-bad-image', '@131', { columns: 80, rows: 24 });

  test('steps entries', () => {
    expect(mouse(stuck, 'wheelUp', 3, 3).cursor.position).toBe(130);
    expect(mouse(stuck, 'wheelDown', 3, 3).cursor.position).toBe(132);
  });

  test('scrolls what is open by three lines, and moves a choice by one', () => {
    const help = mouse(press(stuck, '?'), 'wheelDown', 3, 3);
    expect(help.open).toMatchObject({ kind: 'help', scroll: 3 });
    expect(help.cursor).toEqual(stuck.cursor);
    const choosing = press(begin('checkout-oom', 'end', { columns: 80, rows: 24 }), 'tab');
    expect(mouse(choosing, 'wheelDown', 3, 3).open).toMatchObject({ kind: 'choose', index: 1 });
  });

  test('leaves alone what is being typed', () => {
    const typing = press(stuck, ':');
    expect(mouse(typing, 'wheelDown', 3, 3)).toEqual(typing);
    expect(mouse(typing, 'left', 30, 6).cursor).toEqual(stuck.cursor);
  });
});

describe('a paste', () => {
  const stuck = begin('rollback-bad-image', '@131', { columns: 80, rows: 24 });
  const paste = (model: Model, text: string): Model => update(model, { type: 'paste', text });

  test('is text where something is typed, on one line, and sends nothing', () => {
    const typed = paste(press(stuck, ':'), ' @1\n32\u001b[A ');
    expect(typed.prompt?.text).toBe('@1 32 [A');
    expect(paste(press(stuck, 'y', '/'), 'q n').open).toMatchObject({ kind: 'yaml', typing: 'q n' });
  });

  test('is no keys elsewhere', () => {
    const pasted = paste(stuck, 'qG');
    expect(pasted.finished).toBe(false);
    expect(pasted.cursor).toEqual(stuck.cursor);
    expect(pasted.notice).toBe('nothing is being typed here: : begins a command, / a search');
  });
});
