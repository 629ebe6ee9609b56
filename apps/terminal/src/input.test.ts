import { expect, test } from 'vitest';
import { decodeKeys } from './input.ts';

test.each([
  ['h', ['h']],
  ['gg', ['g', 'g']],
  ['\u001b[D\u001b[C', ['left', 'right']],
  ['\u001bOA', ['up']],
  ['\u001b[1~\u001b[5~', ['home', 'pageup']],
  [' \r\t\u007f', ['space', 'enter', 'tab', 'backspace']],
  ['\u0003', ['ctrl+c']],
  // an escape and a key in one piece are two keys
  ['\u001b:', ['esc', ':']],
  ['\u001b\u001b[A', ['esc', 'up']],
  // keys that mean nothing here
  ['\u001b[15~x', ['x']],
  ['\u001b[<0;10;5Mx', ['x']],
  ['é漢👩', ['é', '漢', '👩']],
])('%j', (text, keys) => {
  expect(decodeKeys(text, true)).toEqual({ keys, rest: '' });
});

test('a sequence in two pieces is one key; an escape alone is escape once nothing follows', () => {
  expect(decodeKeys('a\u001b', false)).toEqual({ keys: ['a'], rest: '\u001b' });
  expect(decodeKeys('\u001b[', false)).toEqual({ keys: [], rest: '\u001b[' });
  expect(decodeKeys('\u001b[D', false)).toEqual({ keys: ['left'], rest: '' });
  expect(decodeKeys('\u001b', true)).toEqual({ keys: ['esc'], rest: '' });
});
