import { expect, test } from 'vitest';
import { decode, type Input } from './input.ts';

/** Keys by their names. */
const key = (name: string): Input => ({ type: 'key', key: name });

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
  ['é漢👩', ['é', '漢', '👩']],
])('%j', (text, keys) => {
  expect(decode(text, true)).toEqual({ inputs: keys.map(key), rest: '' });
});

test('a sequence in two pieces is one key; an escape alone is escape once nothing follows', () => {
  expect(decode('a\u001b', false)).toEqual({ inputs: [key('a')], rest: '\u001b' });
  expect(decode('\u001b[', false)).toEqual({ inputs: [], rest: '\u001b[' });
  expect(decode('\u001b[D', false)).toEqual({ inputs: [key('left')], rest: '' });
  expect(decode('\u001b', true)).toEqual({ inputs: [key('esc')], rest: '' });
});

test('the mouse: presses of the left button and the wheel, whatever is held with them; nothing else', () => {
  const at = (button: string) => ({ type: 'mouse', button, column: 9, row: 4 });
  const seen = decode('\u001b[<0;10;5M\u001b[<0;10;5m\u001b[<64;10;5M\u001b[<81;10;5M\u001b[<2;10;5Mx', true).inputs;
  expect(seen).toEqual([at('left'), at('wheelUp'), at('wheelDown'), key('x')]);
});

test('a paste is text, also in pieces and with escapes in it', () => {
  const begun = decode('a\u001b[200~q\u001b[A\nG', false);
  expect(begun).toEqual({ inputs: [key('a')], rest: '\u001b[200~q\u001b[A\nG' });
  expect(decode(`${begun.rest} b\u001b[201~q`, false)).toEqual({
    inputs: [{ type: 'paste', text: 'q\u001b[A\nG b' }, key('q')],
    rest: '',
  });
  // one that never ends is what came of it
  expect(decode('\u001b[200~ab', true)).toEqual({ inputs: [{ type: 'paste', text: 'ab' }], rest: '' });
});
