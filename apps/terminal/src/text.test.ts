import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cells, clip, fill, fit, line, rule, span, spread, widthOf, wrap } from './text.ts';
import { paint } from './theme.ts';

test('cells counts what a terminal shows', () => {
  expect(['nginx', '●◐○◌✗·━╌─┃', '漢字', 'é', '👩‍🚀'].map(cells)).toEqual([5, 10, 4, 1, 2]);
});

describe('nothing is wider than it may be', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('漢字漢字', '●●●', '👩‍🚀👩‍🚀'));
  const width = fc.integer({ min: 0, max: 40 });

  test('clip, fill, fit, spread, rule and wrap', () => {
    fc.assert(
      fc.property(text, text, width, (a, b, room) => {
        const [left, right] = [line(span(a), span(b)), line(span(b))];
        expect(cells(clip(left[0]!.text, room))).toBeLessThanOrEqual(room);
        expect(cells(fill(left[0]!.text, room))).toBe(room);
        expect(widthOf(fit(left, room))).toBeLessThanOrEqual(room);
        if (widthOf(right) <= room) expect(widthOf(spread(left, right, room))).toBe(room);
        for (const piece of wrap(left[0]!.text, room + 2)) expect(cells(piece)).toBeLessThanOrEqual(room + 2);
      }),
    );
  });

  test('a sign wider than the whole line is left out, and said so', () => {
    expect(wrap('漢字a', 1)).toEqual(['…', '…', 'a']);
  });

  test('a rule is as wide as asked', () => {
    expect(widthOf(rule('why?', 'w shows the sums', 79))).toBe(79);
    expect(widthOf(rule('a title that is much too long for the place it has', 'right', 40))).toBe(40);
  });
});

test('whatever a file holds, only our own escapes reach the terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const painted = paint(line(span(text, 'bad')), { color: true, ascii: false });
      const inside = painted.replace(/^\u001b\[31m|\u001b\[0m$/g, '');
      expect(inside).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

test('in ASCII every sign of ours is one cell of ASCII', () => {
  const painted = paint(line(span('●◐○◌✗· ━╌─┃ ▼ → ← … ▁▂▃▄▅▆▇█ − – ✓ ▸')), { color: false, ascii: true });
  expect(painted).toBe('#+o-x. =~_| v > < ~ 12345678 - - * >');
});
