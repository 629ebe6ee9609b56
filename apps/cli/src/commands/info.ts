import type { CommandSpec } from './command.ts';

export const info: CommandSpec = {
  name: 'info',
  summary: 'what is in a log: span, workloads, kinds, gaps in the watch, size',
  usage: 'FILE|SCENARIO',
  words: { min: 1, max: 1 },
  options: [{ flags: '-o, --output <form>', says: 'table or json', choices: ['table', 'json'], initial: 'table' }],
  examples: [
    ['info checkout-oom.rollout', 'at a glance'],
    ['info checkout-oom.rollout -o json | jq .entries', 'for a program'],
  ],
  run: async ([file = ''], options, session) => {
    const { printInfo } = await import('../views/info.ts');
    return await printInfo(file, options.output === 'json', session);
  },
};
