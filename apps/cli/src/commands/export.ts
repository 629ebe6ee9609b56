import { MOMENT_FORMS, NAMED_MOMENTS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';
import { EXPORTS, knownFormat } from './formats.ts';

export const exportCommand: CommandSpec = {
  name: 'export',
  summary: 'print a log in another tool’s format',
  usage: 'FORMAT FILE|SCENARIO',
  words: { min: 2, max: 2 },
  completes: EXPORTS,
  options: [
    { flags: '--from <moment>', says: 'asciicast, devtools: begin there (default: start)', completes: NAMED_MOMENTS },
    { flags: '--to <moment>', says: 'asciicast, devtools: end there (default: end)', completes: NAMED_MOMENTS },
    { flags: '--size <columnsxrows>', says: 'asciicast: how large the screen is (default: 80x24)' },
    { flags: '--speed <number>', says: 'asciicast: how fast it plays, 2 twice as fast (default: 1)' },
    { flags: '--out <file>', says: 'the file to write (default: standard output)' },
  ],
  examples: [
    ['export watch cluster.rollout > cluster.jsonl', 'every write as a watch event with the whole object'],
    ['export watch cluster.rollout | jq -r .type | sort | uniq -c', 'how many of which'],
    ['export asciicast outage.rollout --from rev2 --to end --out outage.cast', 'asciinema play outage.cast'],
    ['export devtools outage.rollout --out outage.json', 'Redux DevTools imports it: actions, states, differences'],
  ],
  more: `watch: JSON lines as a watch has them. asciicast: version 3, the screens of the terminal app played at real gaps,\nidle time shortened to two seconds, a mark at each command and failure. devtools: what Redux DevTools imports.\n\n${MOMENT_FORMS}`,
  run: async ([format = '', file = ''], options, session) => {
    const known = knownFormat(format, EXPORTS, 'export');
    const { exportLog } = await import('../views/export.ts');
    return await exportLog(known, file, session, {
      from: textOf(options, 'from'),
      to: textOf(options, 'to'),
      size: textOf(options, 'size'),
      speed: textOf(options, 'speed'),
      out: textOf(options, 'out'),
    });
  },
};
