import { writeFile } from 'node:fs/promises';
import { systemTrouble } from '../edge/trouble.ts';

/** Text, or its pieces as they come, into a file. @throws Trouble, one line */
export async function writeText(file: string, text: string | Iterable<string>): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw systemTrouble(file, error);
  }
}
