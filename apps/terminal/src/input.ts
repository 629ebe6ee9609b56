/**
 * Keys as a terminal sends them, by the names of the key table. Ink's own hook drops an escape that comes in one piece
 * with the next key, as slow lines and fast fingers have it; here the two are two keys.
 */
import { Observable } from 'rxjs';

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

export interface Decoded {
  readonly keys: readonly string[];
  /** The beginning of a sequence whose end has not come yet. */
  readonly rest: string;
}

/** `final`: nothing more will come, so a beginning is an escape and what was typed after it. */
export function decodeKeys(text: string, final: boolean): Decoded {
  const keys: string[] = [];
  let left = text;
  while (left !== '') {
    if (left[0] !== '\u001b') {
      const character = String.fromCodePoint(left.codePointAt(0)!);
      left = left.slice(character.length);
      const name = NAMES[character] ?? (character < ' ' ? controlName(character) : character);
      keys.push(name);
      continue;
    }
    const after = left.slice(1);
    if (!final && BEGUN.test(after)) return { keys, rest: left };
    const sequence = SEQUENCE.exec(after)?.[0];
    const known = sequence === undefined ? 'esc' : SEQUENCES[sequence];
    // a sequence of another key (a function key, a mouse) means nothing here
    if (known !== undefined) keys.push(known);
    left = after.slice(sequence?.length ?? 0);
  }
  return { keys, rest: '' };
}

/** `ctrl+c` of the character that control and c send. */
const controlName = (character: string): string => `ctrl+${String.fromCharCode(character.charCodeAt(0) + 0x60)}`;

/** How long the rest of a sequence may take to come, in milliseconds. */
const PATIENCE = 30;

export function keysOf(stdin: NodeJS.ReadStream): Observable<string> {
  return new Observable(keys => {
    let held = '';
    let timer: NodeJS.Timeout | undefined;
    const tell = (text: string, final: boolean): void => {
      const decoded = decodeKeys(text, final);
      held = decoded.rest;
      for (const key of decoded.keys) keys.next(key);
    };
    const read = (chunk: string): void => {
      clearTimeout(timer);
      tell(held + chunk, false);
      if (held !== '') timer = setTimeout(() => tell(held, true), PATIENCE);
    };
    // the terminal went away
    const gone = (): void => keys.next('ctrl+c');
    stdin.setEncoding('utf8').on('data', read).on('end', gone).resume();
    return () => {
      clearTimeout(timer);
      stdin.off('data', read).off('end', gone).pause();
    };
  });
}
