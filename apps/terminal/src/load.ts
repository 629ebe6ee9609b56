import { type Story, StoryBuilder, type Timeline } from '@playhead/core';

/** Entries folded between two looks at the terminal. */
const STRIDE = 50_000;

/** Reads a log's story; a long one says on the terminal how far it is, so that nobody waits in the dark. */
export async function loadStory(timeline: Timeline, stdout: NodeJS.WriteStream): Promise<Story> {
  const builder = new StoryBuilder(timeline);
  let said = false;
  while (builder.advance(STRIDE)) {
    const percent = Math.floor((builder.position / timeline.length) * 100);
    stdout.write(`\rreading ${timeline.length} entries: ${percent}%`);
    said = true;
    await new Promise(resolve => setImmediate(resolve));
  }
  if (said) stdout.write('\r\u001b[K');
  return builder.finish();
}
