import type { Session } from './session.ts';

/** Words about long work, on standard error and only where that is a terminal: one line that is gone afterwards. */
export class Progress {
  readonly #session: Session;
  readonly #what: string;
  #shown = '';
  #last = 0;

  constructor(session: Session, what: string) {
    this.#session = session;
    this.#what = what;
  }

  /** `share` from 0 to 1. */
  tell(share: number, now: number): void {
    if (this.#due(now)) this.#show(`${this.#what} ${Math.floor(share * 100)}%`);
  }

  /** Where the end is not known. */
  count(done: number, unit: string, now: number): void {
    if (this.#due(now)) this.#show(`${this.#what} ${done} ${unit}`);
  }

  /** At most ten times a second, and not in the first half second. */
  #due(now: number): boolean {
    if (!this.#session.err.isTerminal) return false;
    if (this.#last === 0) this.#last = now + 400;
    if (now - this.#last < 100) return false;
    this.#last = now;
    return true;
  }

  end(): void {
    if (this.#shown !== '') this.#show('');
  }

  #show(text: string): void {
    const line =
      this.#session.env.TERM === 'dumb'
        ? `${text}\n`
        : `\r${text.padEnd(this.#shown.length)}${text === '' ? '\r' : ''}`;
    this.#shown = text;
    if (line.trim() !== '' || this.#session.env.TERM !== 'dumb')
      void this.#session.err.write(line).catch(() => undefined);
  }
}
