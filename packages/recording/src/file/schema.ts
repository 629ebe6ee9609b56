/** The schema version that this Playhead writes, and the newest it reads. */
export const SCHEMA_VERSION = 1;
