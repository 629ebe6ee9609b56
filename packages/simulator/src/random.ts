/**
 * The one generator, split by purpose: what a new use draws changes nothing for the others, so the same seed keeps
 * telling the same story (mulberry32; the purpose is hashed into the seed with FNV-1a).
 */
export class Random {
  #state: number;

  constructor(seed: number, purpose: string) {
    let hash = (0x811c9dc5 ^ seed) >>> 0;
    for (let i = 0; i < purpose.length; i++) hash = Math.imul(hash ^ purpose.charCodeAt(i), 0x01000193) >>> 0;
    this.#state = Math.imul(hash ^ (seed >>> 0), 0x9e3779b1) >>> 0;
  }

  /** 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  #hex(digits: number): string {
    let text = '';
    for (let i = 0; i < digits; i++) text += this.below(16).toString(16);
    return text;
  }

  uid(): string {
    const variant = '89ab'[this.below(4)];
    return `${this.#hex(8)}-${this.#hex(4)}-4${this.#hex(3)}-${variant}${this.#hex(3)}-${this.#hex(12)}`;
  }

  /** Five characters as the API server ends a generated name with (names.SimpleNameGenerator). */
  suffix(): string {
    const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
    let text = '';
    for (let i = 0; i < 5; i++) text += alphabet[this.below(alphabet.length)];
    return text;
  }
}
