import type { Position, Story, StoryBuilder } from '@playhead/core';
import { setRaw } from './gone.ts';
import { keysOf } from './input.ts';
import type { Terminal } from './tty.ts';

/** Entries folded between two looks at the keys: some 20 to 100 ms of work. */
const STRIDE = 5000;

interface Loading extends Terminal {
  readonly keep?: (story: Story) => void;
}

/**
 * Reads the story of a log of so many entries; a long one says on the terminal how far it is, so that nobody waits in the dark, and can be left
 * meanwhile: it is then undefined.
 */
export async function loadStory(
  builder: StoryBuilder,
  length: Position,
  { stdin, stdout, keep }: Loading,
): Promise<Story | undefined> {
  if (!builder.advance(STRIDE)) return builder.finish();
  let left = false;
  setRaw(stdin, true);
  const keys = keysOf(stdin).subscribe(key => {
    left ||= key === 'q' || key === 'ctrl+c';
  });
  const gone = (): void => {
    left = true;
  };
  stdin.on('error', gone);
  const say = (words: string): void => void stdout.write(`\r\u001b[K${words}`);
  try {
    do {
      const percent = Math.floor((builder.position / length) * 100);
      say(`reading ${length} entries: ${percent}%   q quits`);
      await new Promise(resolve => setImmediate(resolve));
      if (left) return undefined;
    } while (builder.advance(STRIDE));
    say('reading done; keeping what it says, so that it opens at once the next time');
    const story = builder.finish();
    keep?.(story);
    return story;
  } finally {
    keys.unsubscribe();
    stdin.off('error', gone);
    setRaw(stdin, false);
    say('');
  }
}
