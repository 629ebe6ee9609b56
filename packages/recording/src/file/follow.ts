import type { Log, Position } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import type { RecordingError } from '../errors.ts';
import { SCHEMA, stepsFrom } from '../upcast/schema.ts';
import { BlockLog, Blocks } from './blockLog.ts';
import { indexAt } from './fileIndex.ts';
import type { FileHeader } from './header.ts';
import * as L from './layout.ts';
import type { Platform } from './platform.ts';
import { blockAt } from './scan.ts';

/** How far a file that is still being written has come. */
export interface Growth {
  /** All whole blocks of it. A log handed out before stays as it was. */
  readonly log: Log;
  /** The index stands at the end: nothing more comes. */
  readonly finished: boolean;
}

/** Reads on in a file that is still being written. A block or an index that is not whole yet is waited for. */
export class Tail {
  readonly #source: L.ByteSource;
  readonly #platform: Platform;
  readonly #file: FileHeader;
  readonly #place: string;
  readonly #blocks: Blocks;
  readonly #infos: L.BlockInfo[] = [];
  #offset: number;
  #told: Position;
  /** The size at which something stood at the end that is no beginning of a block. */
  #wrongAt = -1;

  /** `told`: how many entries are known already. The size of the source may grow. */
  constructor(source: L.ByteSource, file: FileHeader, how: { platform: Platform; place: string; told: Position }) {
    this.#source = source;
    this.#platform = how.platform;
    this.#file = file;
    this.#place = how.place;
    this.#told = how.told;
    this.#offset = file.end;
    this.#blocks = new Blocks(source, how.platform, file.header, stepsFrom(SCHEMA, file.schemaVersion));
  }

  /** What came since the last look; undefined where nothing did. Left: what will never be whole. */
  look(): E.Either<RecordingError, Growth | undefined> {
    const { size } = this.#source;
    if (size < this.#offset) return this.#damaged(size, 'the file was cut or written anew');
    while (this.#offset < size) {
      const block = blockAt(this.#source, this.#offset, this.#platform);
      if (block === undefined) break;
      if (L.endOf(block) > size) return this.#grown(false);
      const { problem } = block.first === this.#length + 1 ? this.#blocks.check(block) : { problem: OUT_OF_ORDER };
      if (problem !== undefined) return this.#damaged(this.#offset, problem);
      this.#infos.push(block);
      this.#offset = L.endOf(block);
    }
    const rest = size - this.#offset;
    if (rest === 0) return this.#grown(false);
    if (indexAt(this.#source, this.#offset, this.#platform, SCHEMA) !== undefined) return this.#grown(true);
    // what is not a whole block or index may become one; what stays as it is and is as long as its header, will not
    const wrong = rest >= L.BLOCK_HEADER && !this.#begunIndex(size);
    if (wrong && this.#wrongAt === size) return this.#damaged(this.#offset, 'the bytes here are not a block');
    this.#wrongAt = wrong ? size : -1;
    return this.#grown(false);
  }

  get #length(): Position {
    const last = this.#infos[this.#infos.length - 1];
    return last === undefined ? 0 : L.lastOf(last);
  }

  #begunIndex(size: number): boolean {
    const view = L.viewOf(this.#source.read(this.#offset, L.INDEX_HEADER));
    return view.getUint32(0) === L.INDEX && this.#offset + L.INDEX_HEADER + view.getUint32(4) + L.TRAILER > size;
  }

  #grown(finished: boolean): E.Either<RecordingError, Growth | undefined> {
    const length = this.#length;
    if (length <= this.#told && !finished) return E.right(undefined);
    this.#told = Math.max(length, this.#told);
    const invalid = (block: L.BlockInfo, position: Position, what: string): RecordingError => ({
      kind: 'invalid entry',
      place: this.#place,
      byte: block.offset,
      position,
      what,
      readable: this.#readable(),
    });
    return E.right({ log: new BlockLog(this.#file.header, [...this.#infos], length, this.#blocks, invalid), finished });
  }

  #readable() {
    return this.#length === 0 ? [] : [{ first: 1, last: this.#length }];
  }

  #damaged(byte: number, what: string): E.Either<RecordingError, never> {
    return E.left({ kind: 'damaged', place: this.#place, byte, what, readable: this.#readable() });
  }
}

const OUT_OF_ORDER = 'the block does not begin with the next position';
