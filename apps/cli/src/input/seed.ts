import { Trouble } from '../edge/trouble.ts';

/** `--seed 7`: a whole number of at most 53 bits. */
export function seedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new Trouble(`--seed ${text}: expected a whole number, as 7`);
  return seed;
}
