import { Trouble } from '../edge/trouble.ts';

/** Other tools' formats that are read. */
export const IMPORTS = ['watch'] as const;
/** And that are written. */
export const EXPORTS = ['watch', 'asciicast', 'devtools'] as const;
export type ExportFormat = (typeof EXPORTS)[number];

export function knownFormat<F extends string>(format: string, known: readonly F[], command: string): F {
  const found = known.find(name => name === format);
  if (found === undefined)
    throw new Trouble(`${command}: "${format}" is not a format it knows; write ${known.join(', ')}`);
  return found;
}
