import { type CommandSpec, textOf } from './command.ts';

export const compare: CommandSpec = {
  name: 'compare',
  summary: 'two strategies in the same seeded world, side by side',
  usage: 'SCENARIO --a PATCH.yaml --b PATCH.yaml',
  words: { min: 1, max: 1 },
  options: [
    { flags: '--a <file>', says: 'one strategy: a strategic merge patch of the scenario’s Deployment' },
    { flags: '--b <file>', says: 'the other' },
    { flags: '--seed <number>', says: 'chance, the same for both (default: the scenario’s, else 1)' },
    { flags: '--open', says: 'move through both runs side by side in the terminal' },
    { flags: '-o, --output <form>', says: 'table or json', choices: ['table', 'json'], initial: 'table' },
  ],
  examples: [
    ['compare rolling-update.yaml --a surge.yaml --b recreate.yaml', 'which is quicker, which serves more'],
    [
      'compare rolling-update.yaml --a surge.yaml --b recreate.yaml --open',
      'both on one clock; x goes to where they part',
    ],
    ['compare rolling-update.yaml --a surge.yaml --b recreate.yaml -o json | jq .workloads', 'for a program'],
  ],
  more: 'A patch holds fields of the Deployment, as spec: {strategy: {rollingUpdate: {maxSurge: 2}}}. With kind and\nmetadata.name it is for that manifest alone; null takes a field away.',
  run: async ([scenario = ''], options, session) => {
    const { printComparison } = await import('../views/compare.ts');
    return await printComparison(scenario, session, {
      a: textOf(options, 'a'),
      b: textOf(options, 'b'),
      seed: textOf(options, 'seed'),
      json: options.output === 'json',
      open: options.open === true,
    });
  },
};
