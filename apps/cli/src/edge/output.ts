import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { codeOf, systemTrouble } from './trouble.ts';

/** Where data goes. `write` waits while the reader is slow; a reader that left ends the command quietly. */
export class Output {
  readonly #stream: Writable & Partial<Pick<NodeJS.WriteStream, 'columns' | 'rows'>>;
  readonly #name: string;
  #failed: unknown;
  readonly isTerminal: boolean;

  constructor(stream: Writable & Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>>, name: string) {
    this.#stream = stream;
    this.#name = name;
    this.isTerminal = stream.isTTY === true;
    stream.on('error', error => {
      this.#failed ??= error;
    });
  }

  /** Of a terminal, in cells. */
  get size(): { readonly columns: number; readonly rows: number } | undefined {
    const { columns, rows } = this.#stream;
    return columns === undefined || rows === undefined ? undefined : { columns, rows };
  }

  /** @throws ReaderLeft where the pipe is closed, Trouble where the disk is full. */
  async write(text: string): Promise<void> {
    await this.#put(text);
  }

  /** As they are: a `.rollout` file on its way to another program. */
  async writeBytes(bytes: Uint8Array): Promise<void> {
    await this.#put(bytes);
  }

  async #put(data: string | Uint8Array): Promise<void> {
    this.#check();
    if (data.length === 0) return;
    const flowing = this.#stream.write(data);
    this.#check();
    if (!flowing) await Promise.race([once(this.#stream, 'drain'), once(this.#stream, 'close')]).catch(() => undefined);
    this.#check();
  }

  /** Every line of a long answer, gathered so that a million lines are not a million writes. */
  async writeLines(lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
    let gathered = '';
    for await (const line of lines) {
      gathered += `${line}\n`;
      if (gathered.length < 65_536) continue;
      await this.write(gathered);
      gathered = '';
    }
    await this.write(gathered);
  }

  /** Waits until all is handed to the system. */
  async flush(): Promise<void> {
    await new Promise<void>(done => this.#stream.write('', () => done()));
    this.#check();
  }

  #check(): void {
    if (this.#failed === undefined) return;
    if (codeOf(this.#failed) === 'EPIPE') throw new ReaderLeft();
    throw systemTrouble(this.#name, this.#failed);
  }
}

/** The other end of the pipe was closed, as `head` does. Not an error. */
export class ReaderLeft extends Error {
  constructor() {
    super('the reader of the output left');
    this.name = 'ReaderLeft';
  }
}
