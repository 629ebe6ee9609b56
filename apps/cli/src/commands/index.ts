import type { CommandSpec } from './command.ts';

export const indexCommand: CommandSpec = {
  name: 'index',
  summary: 'make a long recording open at once',
  usage: 'FILE',
  words: { min: 1, max: 1 },
  options: [],
  examples: [['index million.rollout', 'reads it once and writes what it says beside its index']],
  more: 'run --out and import do this by themselves for 50,000 entries and more; open keeps the same in a cache folder\n($XDG_CACHE_HOME/playhead) for files that have none. Entries are not touched, and nothing depends on it.',
  run: async ([file = ''], _options, session) => {
    const { indexFile } = await import('../views/index.ts');
    return await indexFile(file, session);
  },
};
