/**
 * Measures what the README claims. `npm run bench` prints a table; `npm run bench -- --json` one object of `figures`;
 * `npm run bench -- recording` one suite alone.
 */
import type { Figure, Report } from './figure.ts';

const SUITES: Readonly<Record<string, (report: Report) => Promise<void>>> = {
  recording: async report => (await import('./recording.ts')).benchRecording(report),
  simulation: async report => (await import('./simulation.ts')).benchSimulation(report),
  search: async report => (await import('./search.ts')).benchSearch(report),
  terminal: async report => (await import('./terminal.ts')).benchTerminal(report),
  start: async report => (await import('./commandLine.ts')).benchCommandLine(report),
};

const args = process.argv.slice(2);
const json = args.includes('--json');
const wanted = args.filter(arg => !arg.startsWith('--'));
const figures: Figure[] = [];

// these take minutes, or need the large recording that takes minutes to be made: they are asked for by their name
const usual = Object.keys(SUITES).filter(name => name !== 'terminal' && name !== 'search');
for (const name of wanted.length > 0 ? wanted : usual) {
  const suite = SUITES[name];
  if (suite === undefined) throw new Error(`no suite ${name}; there are ${Object.keys(SUITES).join(', ')}`);
  await suite(figure => {
    figures.push(figure);
    if (!json) process.stdout.write(`${line(figure)}\n`);
  });
}
if (json) process.stdout.write(`${JSON.stringify({ figures }, null, 2)}\n`);

function line({ name, value, unit, ratio, baseline }: Figure): string {
  const shown = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
  const against = ratio === undefined ? '' : `   ${ratio.toFixed(2)} × ${baseline}`;
  return `${name.padEnd(58)}${shown.padStart(9)} ${unit}${against}`;
}
