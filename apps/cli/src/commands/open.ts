import { MOMENT_FORMS, NAMED_MOMENTS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';

export const open: CommandSpec = {
  name: 'open',
  aliases: ['replay'],
  summary: 'move through a log in the terminal, or through two side by side',
  usage: 'FILE|SCENARIO [FILE|SCENARIO]',
  words: { min: 1, max: 2 },
  options: [
    { flags: '--at <moment>', says: 'begin there (default: end)', completes: NAMED_MOMENTS },
    { flags: '--on <kind/name>', says: 'look at this workload or Service first (default: the most troubled workload)' },
    { flags: '--print', says: 'print that one screen and leave' },
    { flags: '--svg <file>', says: 'write that one screen as a picture and leave; - prints it' },
    {
      flags: '--size <columnsxrows>',
      says: 'how large --print and --svg draw it (default: the terminal’s, else 80x24)',
    },
    { flags: '--seed <number>', says: 'chance, for a scenario' },
  ],
  examples: [
    ['open checkout-oom.rollout', '? lists the keys, q leaves'],
    ['open rollback-bad-image.yaml', 'simulates the scenario and opens it'],
    ['open before.rollout after.rollout', 'two on one clock; x goes to where they part'],
    ['open checkout-oom.rollout --at lowest --print --size 160x45', 'one screen, for a report'],
    ['open checkout-oom.rollout --at lowest --svg outage.svg', 'the same as a picture'],
    ['open lost-requests.yaml --on svc/web --at +15s', 'a Service: who gets what is sent, and what is lost'],
  ],
  more: `Where there is no terminal it prints the transcript.\n\n${MOMENT_FORMS}`,
  run: async ([file = '', beside], options, session) => {
    // what the app draws with comes from the disk meanwhile
    if (session.terminal !== undefined && options.print !== true && options.svg === undefined)
      void import('@playhead/terminal');
    const { openFile } = await import('../views/open.ts');
    return await openFile(file, session, {
      at: textOf(options, 'at'),
      on: textOf(options, 'on'),
      print: options.print === true,
      size: textOf(options, 'size'),
      beside,
      seed: textOf(options, 'seed'),
      svg: textOf(options, 'svg'),
    });
  },
};
