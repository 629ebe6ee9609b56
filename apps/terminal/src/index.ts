/**
 * The terminal app: model, message, update, view.
 *
 *   openTerminal(log, options)   the app on a terminal; elsewhere the transcript; resolves to the exit code
 *   renderScreen(log, options)   one screen as text or a picture, without a terminal
 *   castOf(story, options)       a part of a log as an asciicast
 */

export { KEYS, type KeyRow } from './keys.ts';
export { type CastOptions, castOf } from './leave/cast.ts';
export { type OpenOptions, openTerminal } from './open.ts';
export { renderScreen, type ScreenOptions } from './print.ts';
