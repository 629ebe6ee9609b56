/** What the panes say and what their keys do, on a kept recording of a real bad image. */
import { describe, expect, test } from 'vitest';
import { describe as describeAt } from '../describe.ts';
import { begin, press } from '../given.ts';
import type { Model } from '../model.ts';
import { widthOf } from '../text.ts';
import { update } from '../update.ts';
import { screen } from '../view/screen.ts';

const stuck = begin('rollback-bad-image', '@131');
const typed = (model: Model, text: string): Model => press(model, ...[...text]);
const rows = (model: Model): string[] =>
  screen(model).map(row =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

describe('D', () => {
  test('says what the last change led to, what was asked for first', () => {
    expect(rows(press(stuck, 'D')).slice(3, 6)).toEqual([
      ' ─ what differs since kubectl set image: @111 → @131, 1.3s ─────── 1–17 of 20 ─',
      '  ~ deploy/nginx',
      '    spec.template.spec.containers[nginx].image  nginx:1.16.1 → nginx:bad-1.161',
    ]);
  });

  test('since any moment with :diff, which says so where it is none', () => {
    const since = press(typed(press(stuck, ':'), 'diff'), 'space', '@', '1', '2', '6', 'enter');
    expect(rows(since)[3]).toMatch(/what differs since \+5\.599s: @126 → @131, 1\.0s/);
    const none = press(typed(press(stuck, ':'), 'diff'), 'space', 'x', 'enter');
    expect([none.open, none.notice]).toEqual([undefined, expect.stringMatching(/^x: not a moment/)]);
  });

  test('goes along with the playhead, and closes', () => {
    expect(rows(press(stuck, 'D', 'left'))[3]).toContain('@111 → @128');
    expect(press(stuck, 'D', 'D').open).toBeUndefined();
  });
});

describe('e', () => {
  test('lists Kubernetes Events, the last first, those alike in one row', () => {
    const shown = rows(press(stuck, 'e'));
    expect(shown[3]).toContain('Kubernetes Events at @131: 11 sorts, no warning');
    expect(shown[4]).toMatch(/^ {2}1s ago {4}×7 {5}Scheduled {10}7 pods +Successfully assigned ngi…$/);
    expect(rows(press(stuck, 'e', 'tab'))[4]).toBe('  no warning here');
  });
});

describe('d', () => {
  test('asks for kubectl once, and shows its words', () => {
    const asked = press(stuck, 'd');
    expect(asked.asked).toEqual([{ type: 'loadDescribe' }]);
    const loaded = update(asked, { type: 'describer', describe: describeAt });
    expect(rows(loaded)[3]).toContain('kubectl describe pod nginx-ddb59745f-ggmjb   at @131');
    expect(rows(loaded)[4]).toBe(' Name:           nginx-ddb59745f-ggmjb');
    expect(press({ ...loaded, asked: [] }, 'd', 'd').asked).toEqual([]);
    expect(rows(press(loaded, '['))[4]).toMatch(/does not exist before @115/);
  });
});

describe('y', () => {
  const yaml = press(stuck, 'y');
  const lineOf = (model: Model, text: RegExp): number => rows(model).findIndex(row => text.test(row));

  test('folds managedFields at first', () => {
    expect(rows(press(yaml, ...'jjjjjjjjjj')).join('\n')).toMatch(/managedFields: … {2}\d+ lines/);
  });

  test('tab folds the branch the mark stands in, and unfolds it', () => {
    const onKind = press(yaml, 'G', 'tab');
    expect(rows(onKind).join('\n')).toMatch(/▸ {2}status: … {2}45 lines/);
    expect(rows(press(onKind, 'tab'))).not.toContain('…');
    expect(lineOf(press(onKind, 'enter'), /▸ {2}status:$/)).toBeGreaterThan(3);
  });

  test('* folds all branches', () => {
    expect(rows(press(yaml, '*')).slice(5, 10)).toEqual([
      '   apiVersion: v1',
      '   kind: Pod',
      expect.stringMatching(/^ {3}metadata: … {2}\d+ lines$/),
      expect.stringMatching(/^ {3}spec: … {2}\d+ lines$/),
      '   status: …  45 lines',
    ]);
  });

  test('finds in what was folded, on from the mark, back, and around the end', () => {
    const found = press(typed(press(yaml, '*', '/'), 'reason'), 'enter');
    const first = lineOf(found, /▸/);
    expect(rows(found)[first]).toContain('reason');
    const next = press(found, 'n');
    expect([next.open, next.notice]).not.toEqual([found.open, '']);
    expect(press(next, 'N').open).toEqual(found.open);
    expect(press(found, 'N').notice).toBe('around the end');
    expect(press(typed(press(yaml, '/'), 'nowhere'), 'enter').notice).toBe('"nowhere" stands nowhere in it');
  });

  test('esc leaves what is typed, then the pane; what was looked for stays', () => {
    const typing = typed(press(yaml, '/'), 'q n');
    expect(rows(typing).join('\n')).toContain('/q n▏');
    expect(press(typing, 'esc').open).toMatchObject({ kind: 'yaml' });
    expect(press(typing, 'esc', 'esc').open).toBeUndefined();
  });
});

describe('s', () => {
  test('draws what serves under the ceiling, and what the status says', () => {
    const shown = rows(press(stuck, 's'));
    expect(shown[3]).toContain('sizes: █ serving');
    // the window has 3 of 3 serving with a ceiling of 4: its line is over the blocks
    expect(shown.filter(row => row.includes('ceiling 4'))).toHaveLength(1);
    expect(shown.filter(row => / (ready|available|updated) /.test(row)).map(row => row.slice(-6))).toEqual([
      '3 of 3',
      '3 of 3',
      '1 of 3',
    ]);
    expect(press(stuck, 's', 's').open).toBeUndefined();
  });
});

describe('z', () => {
  const window = (model: Model): string => rows(model)[3]!.trim().split(' ')[0]!;

  test('goes round: what suits, the whole log, ever shorter parts around the playhead', () => {
    const seen = [stuck, press(stuck, 'z'), press(stuck, 'z', 'z'), press(stuck, 'z', 'z', 'z')].map(window);
    expect(seen).toEqual(['0.5–9.3s', '0.5–9.3s', '6.0–8.2s', '6.2–6.8s']);
    expect(press(stuck, 'z', 'z', 'z', 'z').notice).toBe('the lanes show what suits it');
  });

  test('a part stands still while the playhead is near its middle, and has it inside wherever it goes', () => {
    let model = press(stuck, 'g', 'g', 'z', 'z');
    const seen = new Set<string>();
    for (let i = 0; i < stuck.story.length; i++) {
      seen.add(window(model));
      const [from, to] = window(model).replace('s', '').split('–').map(Number);
      expect(model.cursor.time / 1000).toBeGreaterThan(from! - 0.06);
      expect(model.cursor.time / 1000).toBeLessThan(to! + 0.06);
      model = press(model, '.');
    }
    expect(seen.size).toBeLessThanOrEqual(8);
  });
});

describe('a', () => {
  test('tells what carries a meaning around here in a pane, and with tab every entry', () => {
    const feed = press(stuck, 'a');
    expect(rows(feed).find(row => row.includes('▸'))).toMatch(/▸ @131 .*ErrImagePull → ImagePull/);
    expect(rows(feed).join('\n')).not.toContain('@130');
    expect(rows(press(feed, 'tab')).join('\n')).toContain('@130');
  });

  test('turns the feed of a wide screen', () => {
    const wide = update(stuck, { type: 'resize', columns: 160, rows: 45 });
    expect(rows(wide).join('\n')).not.toContain('@130');
    expect(rows(press(wide, 'a')).join('\n')).toContain('@130');
  });
});

test.each(['D', 'e', 'd', 'y', 'w', 's', 'a'])('%s fits 40, 80 and 160 columns', key => {
  for (const columns of [40, 80, 160]) {
    const sized = update({ ...stuck, describe: describeAt }, { type: 'resize', columns, rows: 24 });
    for (const row of screen(press(sized, key))) expect(widthOf(row)).toBeLessThan(columns);
  }
});
