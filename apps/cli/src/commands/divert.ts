import { MOMENT_FORMS, NAMED_MOMENTS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';

export const divert: CommandSpec = {
  name: 'divert',
  summary: 'what if: leave a log at a moment, do something else there, and simulate what follows',
  usage: 'FILE|SCENARIO --at MOMENT [-- kubectl COMMAND]',
  words: { min: 1, max: 200 },
  options: [
    { flags: '--at <moment>', says: 'the moment to leave at (default: the end)', completes: NAMED_MOMENTS },
    { flags: '-n, --namespace <name>', says: 'where the command acts (default: where the most troubled workload is)' },
    { flags: '--out <file>', says: 'write the diversion as a .rollout file; - is standard output' },
    { flags: '-o, --output <form>', says: 'table or json', choices: ['table', 'json'], initial: 'table' },
    { flags: '--seed <number>', says: 'another seed (default: that of the log)' },
  ],
  examples: [
    ['divert checkout-oom.rollout --at lowest -- kubectl rollout undo deployment/checkout', 'how fast that had helped'],
    ['divert bad.rollout --at stuck --out fixed.rollout -- kubectl set image deploy/web c=web:2', 'and keep it'],
    ['divert bad.rollout --at stuck', 'nothing done: does it heal by itself?'],
  ],
  more: `The diversion begins with what the log gives at that moment: every object, what the controllers remember, what the
kubelets were in the middle of. The log of a simulation knows its nodes and kubelet rules; of a recorded cluster they are
learned from what its pods did, and each assumption is said. It goes on until it rests: complete, stuck, or nothing
changes for a minute. Several commands stand one after the other: -- kubectl … --then kubectl …

-o json: {left: {log, position, time}, commands: [{command, exitCode, stdout, stderr}], assumes, rest, workloads: [{key,
diverted, really}]}; diverted and really: {completeAfter, lowest, lost, serving, desired, phase, seen}, times in milliseconds,
lost in replica-seconds.

${MOMENT_FORMS}
Exit codes: 0 complete; 1 refused, stuck, or not complete when nothing changed any more; 2 trouble.`,
  run: async ([file = '', ...words], options, session) => {
    const { printDiversion } = await import('../views/divert.ts');
    return await printDiversion(file, words, session, {
      at: textOf(options, 'at'),
      namespace: textOf(options, 'namespace'),
      out: textOf(options, 'out'),
      seed: textOf(options, 'seed'),
      json: options.output === 'json',
    });
  },
};
