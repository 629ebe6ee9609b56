import type { Entry, Log, LogHeader } from '@playhead/core';
import { blockBytes, headerBytes, indexBytes } from './encode.ts';
import type { BlockInfo } from './layout.ts';
import { type Platform, portable } from './platform.ts';

/** Where bytes go, in order. Throws what its medium throws. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

/** Entries a block: more is smaller, fewer is quicker to reach. 4,096 entries are some 60 KiB on disk. */
export const BLOCK_ENTRIES = 4096;

/**
 * Writes a recording as it grows: entries gather until a block is full or `flush` is called; `finish` ends the file
 * with its index. Bytes depend on the entries and on where blocks end, on nothing else.
 */
export class BlockWriter {
  readonly #sink: ByteSink;
  readonly #header: LogHeader;
  readonly #platform: Platform;
  readonly #blocks: BlockInfo[];
  #offset: number;
  #pending: Entry[] = [];
  readonly #perBlock: number;

  /** `resumed`: the blocks that stand there already, and where they end. */
  constructor(
    sink: ByteSink,
    header: LogHeader,
    options: {
      readonly platform?: Platform;
      readonly blockEntries?: number;
      readonly resumed?: { readonly blocks: readonly BlockInfo[]; readonly offset: number };
    } = {},
  ) {
    this.#sink = sink;
    this.#header = header;
    this.#platform = options.platform ?? portable;
    this.#perBlock = options.blockEntries ?? BLOCK_ENTRIES;
    this.#blocks = [...(options.resumed?.blocks ?? [])];
    this.#offset = options.resumed?.offset ?? 0;
    if (options.resumed === undefined) this.#put(headerBytes(header, this.#platform));
  }

  append(entry: Entry): void {
    this.#pending.push(entry);
    if (this.#pending.length >= this.#perBlock) this.flush();
  }

  flush(): void {
    if (this.#pending.length === 0) return;
    const { bytes, info } = blockBytes(this.#pending, this.#header, this.#offset, this.#platform);
    this.#put(bytes);
    this.#blocks.push(info);
    this.#pending = [];
  }

  finish(): void {
    this.flush();
    this.#put(indexBytes(this.#header, this.#blocks, this.#offset, this.#platform));
  }

  #put(bytes: Uint8Array): void {
    this.#sink.write(bytes);
    this.#offset += bytes.length;
  }
}

/** A whole log as the bytes of its `.rollout` file. The same log gives the same bytes on every machine. */
export function encodeRecording(log: Log, options: { readonly blockEntries?: number } = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new BlockWriter({ write: bytes => parts.push(bytes) }, log.header, options);
  for (let position = 1; position <= log.length; position++) writer.append(log.entry(position));
  writer.finish();
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
