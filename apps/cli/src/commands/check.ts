import { EXIT, Trouble } from '../edge/trouble.ts';
import { type CommandSpec, textOf } from './command.ts';

export const check: CommandSpec = {
  name: 'check',
  summary: 'what the API server would say of manifests',
  usage: '-f MANIFESTS',
  words: { min: 0, max: 0 },
  options: [
    {
      flags: '-n, --namespace <name>',
      says: 'where they are sent (default: default); one that names another is refused',
    },
    { flags: '-f, --filename <file>', says: 'YAML or JSON, several documents or a List; - is standard input' },
    {
      flags: '-o, --output <form>',
      says: 'json: a line each, with the object as defaulted or the refusal',
      choices: ['json'],
    },
  ],
  examples: [
    ['check -f web.yaml', 'a line a document: accepted, or refused in the server’s words'],
    ['check -f shop.yaml -n shop', 'sent to another namespace'],
    ['check -f - -o json < web.yaml', 'the objects as they would be stored'],
  ],
  more: 'With -o json: {"status","object"} or {"status","reason","message","causes"}, in the order of the documents.\nExit code 1 where one is refused.',
  run: async (_words, options, session) => {
    const file = textOf(options, 'filename');
    if (file === undefined)
      throw new Trouble('check: no manifests; name a file with -f, or - for standard input', {
        exitCode: EXIT.trouble,
      });
    const { checkFile } = await import('../views/check.ts');
    const namespace = textOf(options, 'namespace') ?? 'default';
    return await checkFile(file, session, { namespace, json: textOf(options, 'output') === 'json' });
  },
};
