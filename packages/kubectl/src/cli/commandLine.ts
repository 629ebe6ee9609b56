import { Command, CommanderError, Option } from 'commander';
import { type FlagSpec, Flags, valueFault } from './flags.ts';

/** A command as the table of commands has it; `Run` is what acts it out. */
export interface CommandSpec<Run> {
  /** `rollout status`. */
  readonly path: string;
  readonly aliases?: readonly string[];
  readonly flags: readonly FlagSpec[];
  /** Flags that must be given, by name. */
  readonly required?: readonly string[];
  readonly run: Run;
}

export interface Parsed<Run> {
  readonly command: CommandSpec<Run>;
  /** The words that are neither commands nor flags. */
  readonly args: readonly string[];
  /** Command words and arguments as they stood. */
  readonly words: readonly string[];
  readonly flags: Flags;
  /** What deprecated flags say. */
  readonly notices: readonly string[];
}

export type ParseFault = { readonly fault: string };

/** Flags every command takes; those that pick a cluster are read and mean nothing here. */
const GLOBAL: readonly FlagSpec[] = [
  { name: 'namespace', short: 'n', type: 'text' },
  { name: 'server', short: 's', type: 'text' },
  { name: 'v', short: 'v', type: 'text' },
  ...['context', 'cluster', 'user', 'kubeconfig', 'token', 'as', 'request-timeout', 'cache-dir'].map(
    name => ({ name, type: 'text' }) as const,
  ),
  { name: 'insecure-skip-tls-verify', type: 'bool' },
  { name: 'warnings-as-errors', type: 'bool' },
];

/**
 * Takes a command line apart, in kubectl's words where it cannot. Commander finds the command and checks the flags;
 * what pflag does otherwise (a flag may stand without its value, a short one may have `=`, a value may begin with a
 * dash) is written out as `--name=value` before.
 */
export function parseCommandLine<Run>(
  argv: readonly string[],
  commands: readonly CommandSpec<Run>[],
): Parsed<Run> | ParseFault {
  const words = commandWords(argv);
  const spec = findCommand(commands, words);
  if (spec === undefined) return { fault: unknownCommand(argv, words, commands) };
  const flags = [...GLOBAL, ...spec.flags];
  const where = `kubectl ${spec.path}`;
  const written = writtenOut(argv, flags);
  if ('fault' in written) return { fault: `error: ${written.fault}\nSee '${where} --help' for usage.\n` };
  const given: [string, string][] = [];
  const notices: string[] = [];
  const program = programOf(spec, flags, (flag, value) => {
    given.push([flag.name, value]);
    if (flag.deprecated !== undefined) notices.push(`Flag --${flag.name} has been deprecated, ${flag.deprecated}\n`);
  });
  try {
    program.parse(written.argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { fault: `error: ${pflagWords(error)}\nSee '${where} --help' for usage.\n` };
  }
  const missing = (spec.required ?? []).filter(name => !given.some(([flag]) => flag === name));
  if (missing.length > 0)
    return { fault: `error: required flag(s) ${missing.map(name => `"${name}"`).join(', ')} not set\n` };
  const all = program.args;
  const depth = spec.path.split(' ').length;
  return { command: spec, args: all.slice(depth), words: all, flags: new Flags(given), notices };
}

/** One command of commander's that takes command words and arguments alike: flags may stand anywhere among them. */
function programOf<Run>(
  spec: CommandSpec<Run>,
  flags: readonly FlagSpec[],
  take: (flag: FlagSpec, value: string) => void,
): Command {
  const program = new Command(spec.path)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .helpOption(false)
    .argument('[words...]')
    .allowExcessArguments()
    .action(() => {});
  for (const flag of flags) {
    const option = new Option(`--${flag.name} <value>`).argParser((value: string) => {
      const fault = valueFault(flag, value);
      const shown = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
      if (fault !== undefined)
        throw new CommanderError(
          1,
          BAD_VALUE,
          `invalid argument ${JSON.stringify(value)} for "${shown}" flag: ${fault}`,
        );
      take(flag, value);
      return value;
    });
    program.addOption(option);
  }
  return program;
}

const BAD_VALUE = 'kubectl.badValue';

function pflagWords(error: CommanderError): string {
  if (error.code === BAD_VALUE) return error.message;
  const name = /'(--?[^' =]*)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'commander.optionMissingArgument') return `flag needs an argument: ${name}`;
  return `unknown flag: ${name}`;
}

/** Every flag as `--name=value`, words as they are; all after `--` are words. */
function writtenOut(
  argv: readonly string[],
  flags: readonly FlagSpec[],
): { readonly argv: readonly string[] } | { readonly fault: string } {
  const out: string[] = [];
  const bareOf = (flag: FlagSpec) => flag.bare ?? (flag.type === 'bool' ? 'true' : undefined);
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') return { argv: [...out, ...argv.slice(at)] };
    if (word === '-' || !word.startsWith('-')) out.push(word);
    else if (word.startsWith('--')) {
      const flag = flags.find(f => `--${f.name}` === word);
      if (flag === undefined) out.push(word);
      else if (bareOf(flag) !== undefined) out.push(`${word}=${bareOf(flag)}`);
      else if (at + 1 >= argv.length) return { fault: `flag needs an argument: ${word}` };
      else out.push(`${word}=${argv[++at]}`);
    } else {
      let rest = word.slice(1);
      while (rest !== '') {
        const flag = flags.find(f => f.short === rest[0]);
        if (flag === undefined) return { fault: `unknown shorthand flag: '${rest[0]}' in -${rest}` };
        const tail = rest.slice(1);
        const bare = bareOf(flag);
        if (tail.startsWith('=')) out.push(`--${flag.name}=${tail.slice(1)}`);
        else if (bare !== undefined) {
          out.push(`--${flag.name}=${bare}`);
          rest = tail;
          continue;
        } else if (tail !== '') out.push(`--${flag.name}=${tail}`);
        else if (at + 1 >= argv.length) return { fault: `flag needs an argument: '${rest[0]}' in -${rest}` };
        else out.push(`--${flag.name}=${argv[++at]}`);
        rest = '';
      }
    }
  }
  return { argv: out };
}

/** The first words that are no flags, skipping global flags and their values, as cobra looks for the command. */
function commandWords(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') break;
    if (!word.startsWith('-')) words.push(word);
    else if (GLOBAL.some(f => f.type === 'text' && (word === `--${f.name}` || word === `-${f.short}`))) at++;
  }
  return words;
}

function findCommand<Run>(
  commands: readonly CommandSpec<Run>[],
  words: readonly string[],
): CommandSpec<Run> | undefined {
  const named = (depth: number) => {
    const path = words.slice(0, depth).join(' ');
    return commands.find(c => c.path === path || c.aliases?.includes(path));
  };
  return named(3) ?? named(2) ?? named(1);
}

function unknownCommand<Run>(
  argv: readonly string[],
  words: readonly string[],
  commands: readonly CommandSpec<Run>[],
): string {
  const [first, second] = words;
  const group = commands.filter(c => c.path.startsWith(`${first} `)).map(c => c.path.split(' ')[1]!);
  if (group.length > 0 && second !== undefined)
    return `error: unknown command "${words.slice(1).join(' ')}"\nSee 'kubectl ${first} -h' for help and examples\n`;
  if (group.length > 0) return `Available Commands:\n${group.map(name => `  ${name}\n`).join('')}`;
  if (first === undefined)
    return `Available Commands:\n${topLevel(commands)
      .map(name => `  ${name}\n`)
      .join('')}`;
  if (NOT_PLAYED.has(first))
    return `error: kubectl ${first} is not played here: only commands that read and change objects are\n`;
  if (argv[0]?.startsWith('-')) return `Error: flags cannot be placed before plugin name: ${argv[0].split('=')[0]}\n`;
  return `error: unknown command "${first}" for "kubectl"\n`;
}

/** Commands of kubectl that speak to containers, or of kubectl and its server rather than of objects. */
const NOT_PLAYED = new Set(
  'alpha api-resources api-versions attach auth certificate cluster-info completion config cp debug exec explain kustomize logs options plugin port-forward proxy top version'.split(
    ' ',
  ),
);

const topLevel = <Run>(commands: readonly CommandSpec<Run>[]): string[] => [
  ...new Set(commands.map(c => c.path.split(' ')[0]!)),
];
