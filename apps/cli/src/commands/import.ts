import { EXIT } from '../edge/trouble.ts';
import { type CommandSpec, textOf } from './command.ts';
import { IMPORTS, knownFormat } from './formats.ts';

export const importCommand: CommandSpec = {
  name: 'import',
  summary: 'read another tool’s recording into a .rollout file',
  usage: 'FORMAT FILE --out FILE.rollout',
  words: { min: 2, max: 2 },
  completes: IMPORTS,
  options: [
    { flags: '--out <file>', says: 'the .rollout file to write' },
    { flags: '--name <name>', says: 'the name kept in the file (default: the file’s own)' },
    { flags: '--writer <name>', says: 'what wrote it, kept in the file (default: kubernetes)' },
    { flags: '--time-zone <zone>', says: 'the zone in which times of day are shown, as Europe/Berlin (default: UTC)' },
  ],
  examples: [
    ['import watch cluster.jsonl --out cluster.rollout', 'JSON lines of a watch'],
    ['import watch - --out live.rollout', 'the same from standard input, while it comes; playhead open follows it'],
  ],
  more: 'FORMAT watch is one JSON object a line, {"type":"ADDED","object":{…}}, perhaps with "t" in milliseconds;\nkubectl get pods --watch --output-watch-events -o json | jq -c prints it.',
  run: async ([format = '', file = ''], options, session) => {
    knownFormat(format, IMPORTS, 'import');
    const { importFile } = await import('../input/import.ts');
    const name = textOf(options, 'name');
    const writer = textOf(options, 'writer');
    const timeZone = textOf(options, 'timeZone');
    await importFile(file, textOf(options, 'out'), session, {
      ...(name === undefined ? {} : { name }),
      ...(writer === undefined ? {} : { writer }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    return EXIT.yes;
  },
};
