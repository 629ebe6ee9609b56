import type { StepLine } from './line.ts';

/** A step that only deletes pods is told before its requests; a command when it ends, which is when the pods are gone. */
const STEP_TAKES = 2000;
const COMMAND_TAKES = 30_000;

/**
 * Which pods people asked to go, by the words of their commands: the server notes nobody for a deletion. Fed ahead of the
 * entries. Each word is believed once, for the name of a StatefulSet's pod comes again.
 */
export class AskedToGo {
  readonly #asked = new Map<string, { readonly from: number; readonly to: number }[]>();

  /** When the step before ended: commands follow each other, so the next began after it. */
  #ended = Number.NEGATIVE_INFINITY;

  note({ command, stdout, t }: StepLine): void {
    if (t === undefined) return;
    const began = Math.max(t - COMMAND_TAKES, this.#ended);
    this.#ended = t;
    if (command.startsWith('deletePods ')) for (const name of stdout.split('\n')) this.#add(name, t, t + STEP_TAKES);
    if (!/^kubectl delete\b/.test(command)) return;
    for (const [, name] of stdout.matchAll(/^pod "([^"]+)" (?:force )?deleted/gm)) this.#add(name!, began, t);
  }

  /** @param t milliseconds since the run began, at which the pod was asked to go */
  take(name: string, t: number): boolean {
    const asked = this.#asked.get(name) ?? [];
    const found = asked.findIndex(({ from, to }) => from <= t && t <= to);
    if (found >= 0) asked.splice(found, 1);
    return found >= 0;
  }

  #add(name: string, from: number, to: number): void {
    if (name !== '') this.#asked.set(name, [...(this.#asked.get(name) ?? []), { from, to }]);
  }
}
