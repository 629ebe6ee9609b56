/**
 * Bytes to values and back.
 *
 *   openRecording(path)          Left: nothing can be read. Right: { log, warnings, damage?, readable, read, close }
 *   writeRecording(path, log)    a whole log; createRecording and resumeRecording write entries as they come
 *   readRecording(bytes)         the same without a file, in a browser too; encodeRecording(log) gives the bytes
 *   followRecording(path, told)  a file that is still being written: what came since the last look
 *   findStory(recording, timeline, folder)   the story saved with a log, which opens it at once; keepStory, storeStory
 *   importWatch(lines, options)  JSON lines of a watch recording to a log; exportWatch(log) back to lines
 *   followWatch(path)            the same of a file that is still being written
 *   beginImport(options)         the same line by line, for whoever writes while lines come
 *   exportDevtools(story, from, to)   what Redux DevTools imports
 *   describeError(error)         any of their errors as one clean line, without `playhead: `
 *
 * Exit codes: Left 2, `damage` 2, `warnings` alone 0.
 */

export { EntryCodec, LogHeaderCodec, ReceiptCodec } from './codec/entry.ts';
export { EVENT_CODECS, EventCodec } from './codec/event.ts';
export { exportDevtools, MOST_ACTIONS } from './devtools/export.ts';
export type { RecordingError, Span } from './errors.ts';
export { describeError, RecordingDamage } from './errors.ts';
export type { Growth } from './file/follow.ts';
export { type FollowedFile, followRecording } from './file/followNode.ts';
export type { OpenedFile, RecordingWriter, ResumedRecording, Written } from './file/node.ts';
export { createRecording, openRecording, resumeRecording, writeRecording } from './file/node.ts';
export type { Check, OpenedRecording, OpenOptions } from './file/open.ts';
export { inflatedBlocks, readRecording } from './file/open.ts';
export { encodeRecording } from './file/writer.ts';
export { loadStory } from './story/load.ts';
export { findStory, keepStory, LONG_LOG, storeStory } from './story/node.ts';
export { STORY_VERSION } from './story/parts.ts';
export { saveStory } from './story/save.ts';
export type { Schema, Upcast } from './upcast/schema.ts';
export { SCHEMA, SCHEMA_VERSION } from './upcast/schema.ts';
export { exportLines, exportWatch } from './watch/export.ts';
export { followWatch } from './watch/follow.ts';
export type { ImportOptions, WatchImport } from './watch/import.ts';
export { beginImport, importWatch, importWatchStream } from './watch/import.ts';
export type { WatchLine } from './watch/line.ts';
