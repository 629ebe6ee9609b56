import { MOMENT_FORMS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';
import { AT, KINDS, NAMESPACE } from './get.ts';

export const describe: CommandSpec = {
  name: 'describe',
  summary: 'what was there at a moment, in kubectl’s words',
  usage: 'KIND [NAME] FILE|SCENARIO',
  words: { min: 2, max: Number.POSITIVE_INFINITY },
  completes: KINDS,
  options: [AT, ...NAMESPACE],
  examples: [
    ['describe deploy checkout checkout-oom.rollout --at lowest', 'the Deployment when it served least'],
    ['describe pods -l app=checkout checkout-oom.rollout --at +1m40s', 'its pods'],
  ],
  more: MOMENT_FORMS,
  run: async (words, options, session) => {
    const { look } = await import('../views/look.ts');
    return await look('describe', words, session, {
      at: textOf(options, 'at'),
      output: undefined,
      namespace: textOf(options, 'namespace'),
      selector: textOf(options, 'selector'),
      allNamespaces: options.allNamespaces === true,
      showLabels: false,
    });
  },
};
