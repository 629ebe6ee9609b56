import { MOMENT_FORMS, NAMED_MOMENTS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';

export const when: CommandSpec = {
  name: 'when',
  summary: 'when was it so: an expression asked of every moment',
  usage: 'EXPR FILE|SCENARIO',
  words: { min: 2, max: 2 },
  options: [
    { flags: '--last', says: 'only the last time; of a number or text, where it last changed' },
    { flags: '--always', says: 'whether it was so all the time; if not, where first not' },
    { flags: '--never', says: 'whether it was never so; if it was, where first' },
    { flags: '--from <moment>', says: 'begin there (default: start)', completes: NAMED_MOMENTS },
    { flags: '--to <moment>', says: 'end there (default: end)', completes: NAMED_MOMENTS },
    { flags: '-o, --output <form>', says: 'table or json', choices: ['table', 'json'], initial: 'table' },
  ],
  examples: [
    ["when 'serving < floor' checkout-oom.rollout", 'every time that fewer served than the strategy allows'],
    ["when 'deployment/web.status.unavailableReplicas > 1' web.rollout --last", 'the last time'],
    ["when 'serving >= floor' web.rollout --always --from rev2", 'exit 1 where it broke, and where'],
    ["when 'pods(phase=Pending) >= 2' web.rollout --never", 'exit 1 if it was'],
    ["when 'image' web.rollout", 'every change of a value'],
  ],
  more: async () => {
    const { languageHelp } = await import('@playhead/core');
    return `${languageHelp()}

Where an object is not there, no comparison with it is yes or no: --always and --never pass over it. A field that an
object does not have is 0 beside a number, an empty text beside a text. A word alone is about the most troubled workload
of the log.

${MOMENT_FORMS}

-o json: {query, workload, type, held, so, from, to, times: [{from: {position, time}, to: {position, time}, ms}],
changes: [{position, time, value}]}; \`held\` is the answer, as the exit code; \`so\` always, never, sometimes or, of a number or
text, value; of a yes or no \`times\` has each stretch (with --always the one that breaks it), of a value \`changes\`. Times in
milliseconds from the start.
Exit codes: 0 it held so; 1 it did not; 2 trouble.`;
  },
  run: async ([query = '', file = ''], options, session) => {
    const { printWhen } = await import('../views/when.ts');
    return await printWhen(query, file, session, {
      asks: (['last', 'always', 'never'] as const).filter(ask => options[ask] === true),
      from: textOf(options, 'from'),
      to: textOf(options, 'to'),
      json: options.output === 'json',
    });
  },
};
