/**
 * Text from a file must not move a terminal's cursor, change its title or paint over other lines. Control characters
 * are shown as what they are (`\x1b`), so is whatever turns the direction of writing around, as it can make one word look like
 * another. Newlines stay; a tab stays.
 */
const HARMFUL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/g;

export const sanitise = (text: string): string => text.replace(HARMFUL, shown);

/** The same for one line of a table or a message: a newline is shown too. */
export const sanitiseLine = (text: string): string => sanitise(text).replaceAll('\n', '\\n').replaceAll('\t', ' ');

function shown(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** JSON text with nothing raw in it: JSON.stringify escapes below 0x20 only, and inside JSON `\u009b` is the same value. */
export const escapeJson = (json: string): string =>
  json.replace(HARMFUL, character =>
    character === '\r' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
