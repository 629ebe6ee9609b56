/**
 * What Go's encoding/json says of a text that is no JSON: the first character that cannot be where it is, and what was
 * looked for there. Undefined where the text is JSON.
 */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return scan(text);
  }
}

type Looking =
  | 'beginning of value'
  | 'beginning of object key string'
  | 'after object key'
  | 'after object key:value pair'
  | 'after array element'
  | 'after top-level value';

const END = 'unexpected end of JSON input';

function scan(text: string): string {
  const open: ('{' | '[')[] = [];
  let looking: Looking = 'beginning of value';
  let first = false;
  const afterValue = (): Looking =>
    open.length === 0
      ? 'after top-level value'
      : open.at(-1) === '{'
        ? 'after object key:value pair'
        : 'after array element';
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const char = rest[0]!;
    if (/\s/.test(char)) {
      at++;
      continue;
    }
    const closes = (bracket: string, of: '{' | '[') => char === bracket && open.at(-1) === of;
    let length = 1;
    let next: Looking | undefined;
    if (looking === 'beginning of value') {
      if (closes(']', '[') && first) {
        open.pop();
        next = afterValue();
      } else if (char === '{' || char === '[') {
        open.push(char);
        next = char === '{' ? 'beginning of object key string' : 'beginning of value';
      } else {
        length = /^(?:"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/.exec(rest)?.[0].length ?? 0;
        if (length === 0 && char === '"') return END;
        if (length > 0) next = afterValue();
      }
    } else if (looking === 'beginning of object key string') {
      if (closes('}', '{') && first) {
        open.pop();
        next = afterValue();
      } else if (char === '"') {
        length = /^"(?:[^"\\]|\\.)*"/.exec(rest)?.[0].length ?? 0;
        if (length === 0) return END;
        next = 'after object key';
      }
    } else if (looking === 'after object key') {
      if (char === ':') next = 'beginning of value';
    } else if (char === ',' && open.length > 0)
      next = open.at(-1) === '{' ? 'beginning of object key string' : 'beginning of value';
    else if (closes('}', '{') || closes(']', '[')) {
      open.pop();
      next = afterValue();
    }
    if (next === undefined)
      return `invalid character '${char}' ${looking.startsWith('beginning') ? `looking for ${looking}` : looking}`;
    first = char === '{' || char === '[';
    looking = next;
    at += length;
  }
  return END;
}
