import { Trouble } from '../edge/trouble.ts';

/** Other tools' formats that are read and written. */
export const FORMATS = ['watch'] as const;

export function knownFormat(format: string, command: string): void {
  if (!(FORMATS as readonly string[]).includes(format))
    throw new Trouble(`${command}: "${format}" is not a format it knows; write ${FORMATS.join(', ')}`);
}
