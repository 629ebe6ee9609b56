import { MOMENT_FORMS, NAMED_MOMENTS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';

export const why: CommandSpec = {
  name: 'why',
  summary: 'why an entry was written, or what a rollout waits for',
  usage: 'FILE|SCENARIO [KIND/NAME]',
  words: { min: 1, max: 2 },
  options: [
    {
      flags: '--at <moment>',
      says: 'the moment (default: the last that means something)',
      completes: NAMED_MOMENTS,
    },
    {
      flags: '--stuck',
      says: 'what the rollouts wait for, since when, and the way out; exit with 1 where one is stuck',
    },
    { flags: '-n, --namespace <name>', says: 'only workloads of this namespace' },
    { flags: '-o, --output <form>', says: 'text or json', choices: ['text', 'json'], initial: 'text' },
  ],
  examples: [
    ['why rollback-bad-image.rollout --at @114', 'the rule, its sums, and what led to it'],
    ['why checkout-oom.rollout --at lowest', 'who is hurt, by which change'],
    ['why checkout-oom.rollout pod/checkout-67f5d7b465-2vqdx --at lowest', 'the last write to one object'],
    ['why cluster.jsonl --stuck', 'what it waits for at its end: 0 nothing or progress, 1 stuck'],
    ['why checkout-oom.rollout --stuck --at +115s -o json | jq .stuck', 'for a program'],
  ],
  more: `An entry is explained by its rule, the sums with numbers, the upstream function, what one more or one fewer of an
input would have led to, and the chain of causes back to the command or the failure that began it. Of a recorded cluster
the sums are computed from the state at that moment; where no rule leads to a write it says so: a hand on the cluster.
Stuck is what needs a hand: stuck, failing, serving nobody, or paused. A rollout on its way is not.

-o json: {recording, position, time, entry: {position, time, actor, key, what, how, rule, says, inputs, sums, upstream,
lookedAt, instead: [{input, from, to, outcome, says}], causes: [{position, time, actor, subject, what}]}, workload: {key,
phase, says, since: {position, time}, question, rows: [{label, text, sums}]}}; with --stuck {recording, position, time,
stuck, workloads: [as workload, and stuck]}. how is decided, otherwise, unexplained, outside, not asked or not computed.

${MOMENT_FORMS}
Exit codes: 0; with --stuck 1 where one is stuck; 2 trouble.`,
  run: async ([file = '', object], options, session) => {
    const { printWhy } = await import('../views/why.ts');
    return await printWhy(file, session, {
      object,
      at: textOf(options, 'at'),
      namespace: textOf(options, 'namespace'),
      stuck: options.stuck === true,
      json: options.output === 'json',
    });
  },
};
