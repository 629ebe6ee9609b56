/**
 * Keys as a terminal sends them, by the names of the key table; the mouse; what is pasted. Ink's own hook drops an escape that comes in one piece
 * with the next key, as slow lines and fast fingers have it; here the two are two keys.
 */
import { mergeMap, Observable } from 'rxjs';
import type { Message, MouseMessage } from './message.ts';

/** What follows an escape, and the key it is. Both the normal and the application form of cursor keys. */
const SEQUENCES: Readonly<Record<string, string>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  '[H': 'home',
  '[F': 'end',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[7~': 'home',
  '[4~': 'end',
  '[8~': 'end',
  '[5~': 'pageup',
  '[6~': 'pagedown',
  '[3~': 'backspace',
};

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

const SEQUENCE = /^(?:\[[0-?]*[ -/]*[@-~]|O[A-Za-z])/;
const BEGUN = /^(?:\[[0-?]*[ -/]*|O)?$/;

/** Between these a terminal puts what was pasted. */
const PASTE = '[200~';
const PASTE_END = '\u001b[201~';

/** SGR: button and modifiers, column, row, `M` where it was pressed. */
const MOUSE = /^\[<(\d+);(\d+);(\d+)([Mm])$/;
const MODIFIERS = 4 | 8 | 16;
const BUTTONS: Readonly<Record<number, MouseMessage['button']>> = { 0: 'left', 64: 'wheelUp', 65: 'wheelDown' };

export type Input = Extract<Message, { readonly type: 'key' | 'mouse' | 'paste' }>;

export interface Decoded {
  readonly inputs: readonly Input[];
  /** The beginning of a sequence or a paste whose end has not come yet. */
  readonly rest: string;
}

/** `final`: nothing more will come, so a beginning is an escape and what was typed after it. */
export function decode(text: string, final: boolean): Decoded {
  const inputs: Input[] = [];
  const key = (name: string): void => void inputs.push({ type: 'key', key: name });
  let left = text;
  while (left !== '') {
    if (left[0] !== '\u001b') {
      const character = String.fromCodePoint(left.codePointAt(0)!);
      left = left.slice(character.length);
      key(NAMES[character] ?? (character < ' ' ? controlName(character) : character));
      continue;
    }
    const after = left.slice(1);
    if (!final && BEGUN.test(after)) return { inputs, rest: left };
    if (after.startsWith(PASTE)) {
      const end = left.indexOf(PASTE_END);
      if (end < 0 && !final) return { inputs, rest: left };
      inputs.push({ type: 'paste', text: left.slice(1 + PASTE.length, end < 0 ? undefined : end) });
      left = end < 0 ? '' : left.slice(end + PASTE_END.length);
      continue;
    }
    const sequence = SEQUENCE.exec(after)?.[0];
    left = after.slice(sequence?.length ?? 0);
    const known = sequence === undefined ? 'esc' : SEQUENCES[sequence];
    if (known !== undefined) key(known);
    // a sequence of another key (a function key) means nothing here
    else inputs.push(...mouseOf(sequence!));
  }
  return { inputs, rest: '' };
}

function mouseOf(sequence: string): Input[] {
  const [, buttons, column, row, pressed] = MOUSE.exec(sequence) ?? [];
  const button = BUTTONS[Number(buttons) & ~MODIFIERS];
  if (button === undefined || pressed !== 'M') return [];
  return [{ type: 'mouse', button, column: Number(column) - 1, row: Number(row) - 1 }];
}

/** `ctrl+c` of the character that control and c send. */
const controlName = (character: string): string => `ctrl+${String.fromCharCode(character.charCodeAt(0) + 0x60)}`;

/**
 * How long the rest of a sequence may take to come, and of a paste, in milliseconds: so long a lone esc is held back. tmux
 * waits 10 (its escape-time).
 */
const PATIENCE = 20;
const PATIENCE_IN_PASTE = 1000;

export function inputOf(stdin: NodeJS.ReadStream): Observable<Input> {
  return new Observable(inputs => {
    let held = '';
    let timer: NodeJS.Timeout | undefined;
    const tell = (text: string, final: boolean): void => {
      const decoded = decode(text, final);
      held = decoded.rest;
      for (const input of decoded.inputs) inputs.next(input);
    };
    const read = (chunk: string): void => {
      clearTimeout(timer);
      tell(held + chunk, false);
      const patience = held.startsWith(`\u001b${PASTE}`) ? PATIENCE_IN_PASTE : PATIENCE;
      if (held !== '') timer = setTimeout(() => tell(held, true), patience);
    };
    // the terminal went away
    const gone = (): void => inputs.next({ type: 'key', key: 'ctrl+c' });
    stdin.setEncoding('utf8').on('data', read).on('end', gone).resume();
    return () => {
      clearTimeout(timer);
      stdin.off('data', read).off('end', gone).pause();
    };
  });
}

/** The keys alone. */
export const keysOf = (stdin: NodeJS.ReadStream): Observable<string> =>
  inputOf(stdin).pipe(mergeMap(input => (input.type === 'key' ? [input.key] : [])));
