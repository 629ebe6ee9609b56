import { type CommandGroup, type CommandSpec, textOf } from './command.ts';

const record: CommandSpec = {
  name: 'record',
  summary: 'pin a rollout to a folder: its log, its transcript, the hashes of its states',
  usage: 'SCENARIO|FILE --out DIR',
  words: { min: 1, max: 1 },
  options: [
    { flags: '--out <folder>', says: 'the folder to write; made where it is not there' },
    { flags: '--seed <number>', says: 'chance, kept with the fixture (default: the scenario’s, else 1)' },
  ],
  examples: [
    ['fixture record rollback-bad-image.yaml --out fixtures/bad-image', 'a simulated rollout'],
    ['fixture record checkout-oom.rollout --out fixtures/oom', 'a recorded one'],
  ],
  run: async ([file = ''], options, session) => {
    const { record } = await import('../views/fixture.ts');
    return await record(file, textOf(options, 'out'), textOf(options, 'seed'), session);
  },
};

const verify: CommandSpec = {
  name: 'verify',
  summary: 'does it still do that: replay, and name the first event that differs',
  usage: 'DIR...',
  words: { min: 1, max: Number.POSITIVE_INFINITY },
  options: [],
  examples: [['fixture verify fixtures/*', 'every fixture; exit code 1 where one differs, 2 where one is damaged']],
  run: async (folders, _, session) => {
    const { verify } = await import('../views/fixture.ts');
    return await verify(folders, session);
  },
};

export const fixture: CommandGroup = {
  name: 'fixture',
  summary: 'does it still do that: rollouts pinned to folders',
  commands: [record, verify],
};
