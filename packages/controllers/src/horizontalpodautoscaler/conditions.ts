import type { Condition } from '@playhead/core';
import { type Instant, timestamp } from '../seen.ts';
import type { Words } from './normalise.ts';

/** A list of conditions as one look changes it: each in its place, its time that of its last change of status. */
export class Conditions {
  #list: readonly Condition[];
  readonly #now: Instant;

  constructor(list: readonly Condition[] | undefined, now: Instant) {
    this.#list = list ?? [];
    this.#now = now;
  }

  get list(): readonly Condition[] {
    return this.#list;
  }

  set(type: string, status: 'True' | 'False', { reason, message }: Words): void {
    const old = this.#list.find(condition => condition.type === type);
    const lastTransitionTime = old?.status === status ? old.lastTransitionTime! : timestamp(this.#now);
    const condition: Condition = { type, status, lastTransitionTime, reason, message };
    this.#list = old === undefined ? [...this.#list, condition] : this.#list.map(c => (c === old ? condition : c));
  }
}
