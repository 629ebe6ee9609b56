import { encode } from '@msgpack/msgpack';
import type { Entry, LogHeader } from '@playhead/core';

export function encodeEntries(entries: readonly Entry[], _header: LogHeader): Uint8Array {
  return encode(entries, { sortKeys: true, ignoreUndefined: true });
}
