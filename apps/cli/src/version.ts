/** Set by build.mjs from package.json; run from source there is none. */
declare const PLAYHEAD_VERSION: string | undefined;

export const VERSION: string = typeof PLAYHEAD_VERSION === 'string' ? PLAYHEAD_VERSION : '0.0.0-source';
