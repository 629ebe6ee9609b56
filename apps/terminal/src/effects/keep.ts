import type { Log } from '@playhead/core';
import { encodeRecording } from '@playhead/recording';
import { writeNew } from './write.ts';

/** Writes a log as a `.rollout`. @returns one line: what was written, or why nothing was */
export const keep = (file: string, log: Log): string =>
  writeNew({ file, content: encodeRecording(log), says: 'wrote' });
