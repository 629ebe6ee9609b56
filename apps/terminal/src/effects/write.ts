import { writeFileSync } from 'node:fs';

/**
 * Writes a file that is not there yet.
 *
 * @returns one line: what was written, or why nothing was
 */
export function writeNew({
  file,
  content,
  says,
}: {
  readonly file: string;
  readonly content: string | Uint8Array;
  readonly says: string;
}): string {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return `${says} ${file}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `${file}: ${WORDS[code ?? ''] ?? (error as Error).message}; nothing was written`;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  EEXIST: 'is there already',
  ENOSPC: 'the disk is full',
  EACCES: 'may not be written here',
  EROFS: 'may not be written here',
  ENOENT: 'its folder is not there',
};
