import { EXIT } from '../edge/trouble.ts';
import type { CommandSpec } from './command.ts';

export const completion: CommandSpec = {
  name: 'completion',
  summary: 'print a script that completes commands in your shell',
  usage: 'bash|zsh|fish',
  words: { min: 1, max: 1 },
  completes: ['bash', 'zsh', 'fish'],
  options: [],
  examples: [
    ['completion bash > ~/.local/share/bash-completion/completions/playhead', 'for every new bash'],
    ['completion zsh > ~/.zsh/completions/_playhead', 'for every new zsh (a folder of your fpath)'],
    ['completion fish > ~/.config/fish/completions/playhead.fish', 'for every new fish'],
  ],
  run: async ([shell = ''], _, session) => {
    const { completionScript } = await import('../completion.ts');
    await session.out.write(completionScript(shell));
    return EXIT.yes;
  },
};
