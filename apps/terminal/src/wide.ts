import { createRequire } from 'node:module';
import type width from 'string-width';

// in the bundle this is esbuild's own, see apps/cli/build.mjs
const require = createRequire(import.meta.url);

let loaded: typeof width | undefined;

/**
 * The cells a text takes. The library is loaded by the first text that needs it: the table of emoji sequences it makes
 * takes 20 to 30 ms, of a first screen on which most often no text needs it.
 */
export function stringWidth(text: string): number {
  loaded ??= (require('string-width') as { default: typeof width }).default;
  return loaded(text);
}
