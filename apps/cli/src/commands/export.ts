import { escapeJson } from '../edge/sanitise.ts';
import type { CommandSpec } from './command.ts';
import { FORMATS, knownFormat } from './formats.ts';

export const exportCommand: CommandSpec = {
  name: 'export',
  summary: 'print a log in another tool’s format',
  usage: 'FORMAT FILE|SCENARIO',
  words: { min: 2, max: 2 },
  completes: FORMATS,
  options: [],
  examples: [
    ['export watch cluster.rollout > cluster.jsonl', 'every write as a watch event with the whole object'],
    ['export watch cluster.rollout | jq -r .type | sort | uniq -c', 'how many of which'],
  ],
  run: async ([format = '', file = ''], _, session) => {
    knownFormat(format, 'export');
    const { openLog } = await import('../input/open.ts');
    const { exportWatch } = await import('@playhead/recording');
    const { log, exitCode } = await openLog(file, session);
    await session.out.writeLines(mapped(exportWatch(log), escapeJson));
    return exitCode;
  },
};

function* mapped(lines: Iterable<string>, change: (line: string) => string): Generator<string> {
  for (const line of lines) yield change(line);
}
