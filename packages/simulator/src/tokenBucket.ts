/** A token bucket (golang.org/x/time/rate): so many at once, then so many a second; a reservation may lie in the future. */
export class TokenBucket {
  readonly #perMicrosecond: number;
  readonly #burst: number;
  #tokens: number;
  #last = 0;

  constructor(perSecond: number, burst: number) {
    this.#perMicrosecond = perSecond / 1e6;
    this.#burst = burst;
    this.#tokens = burst;
  }

  /** Takes a token. @returns microseconds to wait until it is there */
  reserve(now: number): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#last) * this.#perMicrosecond);
    this.#last = now;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / this.#perMicrosecond);
  }
}
