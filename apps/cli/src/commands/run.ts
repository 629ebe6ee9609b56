import { type CommandSpec, textOf } from './command.ts';

export const run: CommandSpec = {
  name: 'run',
  summary: 'simulate a scenario: what would happen',
  usage: 'SCENARIO',
  words: { min: 1, max: 1 },
  options: [
    { flags: '--out <file>', says: 'write the log as a .rollout file (- is standard output)' },
    { flags: '--seed <number>', says: 'chance: the same seed gives the same bytes (default: the scenario’s, else 1)' },
    {
      flags: '--format <form>',
      says: 'transcript: lines for people; watch: what a watch of a real cluster would say; json: an entry a line',
      choices: ['transcript', 'watch', 'json'],
    },
    { flags: '--all', says: 'the transcript tells every entry' },
  ],
  examples: [
    ['run rollback-bad-image.yaml', 'a transcript, with the sums of every decision'],
    ['run rollback-bad-image.yaml --out bad.rollout', 'to be opened later'],
    ['run hundred.yaml --seed 7 --format watch > hundred.jsonl', 'as a watch recording'],
  ],
  more: 'Without --out and --format it prints the transcript; with --out alone it prints nothing.',
  run: async ([scenario = ''], options, session) => {
    const { runScenario } = await import('../views/run.ts');
    return await runScenario(scenario, session, {
      out: textOf(options, 'out'),
      seed: textOf(options, 'seed'),
      format: textOf(options, 'format'),
      all: options.all === true,
    });
  },
};
