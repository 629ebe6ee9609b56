import { NAMED_MOMENTS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';

export const log: CommandSpec = {
  name: 'log',
  summary: 'what happened, a line an entry',
  usage: 'FILE|SCENARIO',
  words: { min: 1, max: 1 },
  options: [
    { flags: '--from <moment>', says: 'begin there (default: start)', completes: NAMED_MOMENTS },
    { flags: '--to <moment>', says: 'end there (default: end)', completes: NAMED_MOMENTS },
    { flags: '--meaning', says: 'only entries that mean something for a rollout' },
    {
      flags: '-o, --output <form>',
      says: 'table, or json: the whole entry, one a line',
      choices: ['table', 'json'],
      initial: 'table',
    },
  ],
  examples: [
    ['log checkout-oom.rollout --meaning', 'the story'],
    ['log checkout-oom.rollout --from lowest --to +4m', 'from the lowest moment on'],
    ['log checkout-oom.rollout -o json | jq -c "select(.why) | .why"', 'the sums of every decision'],
  ],
  run: async ([file = ''], options, session) => {
    const { printLog } = await import('../views/log.ts');
    return await printLog(file, session, {
      from: textOf(options, 'from'),
      to: textOf(options, 'to'),
      meaning: options.meaning === true,
      json: options.output === 'json',
    });
  },
};
