/** Other outcomes that lay one step away. */
import type { Receipt } from './receipt.ts';
import { type Inputs, num } from './rule.ts';
import { type Free, WHAT_IF, type WhatIf } from './whatIf.ts';

/** One input otherwise, all else the same. */
export interface Counterfactual {
  readonly input: string;
  readonly from: number | string;
  readonly to: number | string;
  readonly outcome: number | string;
  /** `maxSurge 34% instead of 25%: the new ReplicaSet gets 2, not 1`. */
  readonly says: string;
}

/** How far a percentage is looked for that changes something. */
const MOST_PERCENT = 400;

/** Of each input one more, then one fewer, where something else would have come out. */
export function counterfactuals({ rule, inputs }: Receipt): readonly Counterfactual[] {
  const whatIf = WHAT_IF[rule];
  if (whatIf === undefined) return [];
  const actual = whatIf.came(inputs);
  if (whatIf.comes(inputs) !== actual) return [];
  return whatIf.inputs.flatMap(input =>
    [1, -1].flatMap(by => {
      const found = otherwise(whatIf, input, inputs, by, actual);
      return found === undefined ? [] : [found];
    }),
  );
}

function otherwise(whatIf: WhatIf, input: Free, inputs: Inputs, by: number, actual: number | string) {
  const from = inputs[input.name];
  if (from === undefined) return undefined;
  const percent = typeof from === 'string' && /^\d+%$/.test(from) ? Number(from.slice(0, -1)) : undefined;
  if (typeof from === 'string' && percent === undefined) return undefined;
  const start = percent ?? num(inputs, input.name);
  const steps = percent === undefined ? 1 : by > 0 ? MOST_PERCENT - start : start;
  for (let step = 1; step <= steps; step++) {
    const value = start + by * step;
    if (value < (input.least ?? 0)) return undefined;
    const to = percent === undefined ? value : `${value}%`;
    const outcome = whatIf.comes({ ...inputs, ...(input.moves?.(inputs, by * step) ?? {}), [input.name]: to });
    if (outcome !== actual) return told(whatIf, input, from, to, outcome, actual);
  }
  return undefined;
}

function told(
  whatIf: WhatIf,
  input: Free,
  from: number | string,
  to: number | string,
  outcome: number | string,
  actual: number | string,
): Counterfactual {
  const says = `${input.says(to)} instead of ${from}: ${whatIf.says(outcome)}, not ${typeof actual === 'number' ? Math.abs(actual) : actual}`;
  return { input: input.name, from, to, outcome, says };
}
