import { NAMED_MOMENTS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';

export const diff: CommandSpec = {
  name: 'diff',
  summary: 'where two moments of a log, or two logs, part',
  usage: 'FILE|SCENARIO [FILE|SCENARIO]',
  words: { min: 1, max: 2 },
  options: [
    { flags: '--from <moment>', says: 'of one log: the one moment (default: start)', completes: NAMED_MOMENTS },
    { flags: '--to <moment>', says: 'the other (default: end)', completes: NAMED_MOMENTS },
    { flags: '--all', says: 'also what every write changes: resourceVersion, managedFields, times of conditions' },
    { flags: '--events', says: 'also Kubernetes Events' },
    {
      flags: '-o, --output <form>',
      says: 'table, or json: an object a line',
      choices: ['table', 'json'],
      initial: 'table',
    },
  ],
  examples: [
    ['diff checkout-oom.rollout --from rev2 --to lowest', 'what differs, object by object, field by field'],
    ['diff checkout-oom.rollout --to @476 -o json | jq .key', 'for a program'],
    ['diff before.rollout after.rollout', 'the first thing one log did and the other did not'],
  ],
  more: 'Exit code 0: the same; 1: they differ. Two logs are compared by what was done, to what and by whom; not by\ntimes, generated names or the fields of objects.',
  run: async ([a = '', b], options, session) => {
    const { printMomentDiff, printLogDiff } = await import('../views/diff.ts');
    const json = options.output === 'json';
    const [from, to] = [textOf(options, 'from'), textOf(options, 'to')];
    if (b !== undefined) return await printLogDiff(a, b, session, { from, to, json });
    return await printMomentDiff(a, session, {
      from,
      to,
      json,
      noise: options.all === true,
      events: options.events === true,
    });
  },
};
