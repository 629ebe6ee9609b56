import { type CommandSpec, textOf } from './command.ts';

export const parity: CommandSpec = {
  name: 'parity',
  summary: 'does Playhead decide as this cluster did: its controllers’ writes, one by one',
  usage: 'RECORDING',
  words: { min: 1, max: 1 },
  options: [
    {
      flags: '--threshold <share>',
      says: 'exit with 1 where fewer are the same: 0 to 1, or 0% to 100%',
      initial: '0.99',
    },
    { flags: '--all', says: 'every write, those that are the same too' },
    { flags: '-o, --output <form>', says: 'table or json', choices: ['table', 'json'], initial: 'table' },
  ],
  examples: [
    ['parity checkout-oom.rollout', 'what Playhead would have done otherwise, and the score'],
    ['parity cluster.jsonl --all', 'a line for every write of a controller'],
    ['parity cluster.jsonl -o json | jq ".writes[] | select(.sign != \\"same\\")"', 'for a program'],
  ],
  more: `Commands, kubelets, the scheduler, what the API server refused and the mean usage that an autoscaler tells of in
its status are taken as they came. For each write of a
controller Playhead’s own is asked what it would have done, with the cluster as it stood or, as caches lag, up to 0.5
seconds earlier (an Event: one second). The signs:
  ✓ same         one of its looks makes the same write
  ≠ otherwise    it writes that object too, but other fields: they are told
  ✗ unexplained  nothing of the sort follows from what was there: a hand on the cluster
  – not asked    what decides it is not in a recording, as an autoscaler’s external metrics; not in the score
Not compared: uids, resourceVersions, times, generated ends of names, how often an Event was said.

-o json: {recording, score, threshold, controllers: {NAME: {same, otherwise, unexplained, notAsked}}, notAsked: {NAME:
why}, writes: [{position, time, actor, key, subject, what, sign, differs, lookedAt, why}]}; time in milliseconds, sign
as above, lookedAt the position of the state in which the same was decided, why its rule and inputs. All writes, with
or without --all.
Exit codes: 0 at the threshold or above it; 1 below; 2 trouble.`,
  run: async ([file = ''], options, session) => {
    const { printParity } = await import('../views/parity.ts');
    return await printParity(file, session, {
      threshold: textOf(options, 'threshold') ?? '0.99',
      all: options.all === true,
      json: options.output === 'json',
    });
  },
};
