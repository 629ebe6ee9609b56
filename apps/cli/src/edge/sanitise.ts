/**
 * Text from a file must not move a terminal's cursor, change its title or paint over other lines: control characters,
 * and what turns the direction of writing around, are shown as what they are.
 */
import { clean } from '@playhead/core';

/** Text of several lines. */
export const sanitise = (text: string): string => text.split('\n').map(clean).join('\n');

/** One line of a table or a message: a line end in it is shown as a space. */
export const sanitiseLine = clean;

/**
 * JSON text with nothing raw in it. JSON.stringify escapes what is below 0x20; the rest of what a terminal would obey
 * is escaped here, and inside JSON `\u009b` is the same value.
 */
export const escapeJson = (json: string): string =>
  json.replace(/[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, unicodeEscape);

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
