import { Command, CommanderError, Option } from 'commander';
import type { CommandGroup, CommandSpec, Options } from './commands/command.ts';
import { COMMANDS, isGroup } from './commands/table.ts';
import { EXIT, type ExitCode, Trouble } from './edge/trouble.ts';
import { MOMENT_FORMS } from './input/moments.ts';
import { VERSION } from './version.ts';

/** What to do, once the words on the command line are understood. */
export interface Chosen {
  readonly spec: CommandSpec;
  readonly words: readonly string[];
  readonly options: Options;
}

/** Text asked for (`--help`, `--version`) and how to end. */
export interface Answered {
  readonly text: string;
  /** What follows the text, once it is loaded. */
  readonly more?: () => Promise<string>;
  readonly exitCode: ExitCode;
}

/** Reads the command line. @throws Trouble, one line with the nearest right word where there is one. */
export function understand(argv: readonly string[], name: string): Chosen | Answered {
  let chosen: Chosen | undefined;
  let text = '';
  let more: Answered['more'];
  const program = build({
    name,
    choose: choice => {
      chosen = choice;
    },
    show: shown => {
      text += shown;
    },
    later: loaded => {
      more = loaded;
    },
  });
  try {
    program.parse(argv.map(withWhen), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text, exitCode: EXIT.yes, ...(more === undefined ? {} : { more }) };
    if (error.code === 'commander.help') return { text, exitCode: EXIT.trouble };
    throw new Trouble(oneLine(error.message, name, argv));
  }
  if (chosen === undefined) throw new Error('the command line was neither understood nor refused');
  return chosen;
}

/** A bare `--color` is `always`, and does not take the word after it for its own. */
const withWhen = (word: string, index: number, argv: readonly string[]): string =>
  word === '--color' && !WHEN.includes(argv[index + 1] ?? '') ? '--color=always' : word;
const WHEN = ['always', 'never', 'auto'];

/** `error: unknown option '--fro'\n(Did you mean --from?)` in our style. */
function oneLine(message: string, name: string, argv: readonly string[]): string {
  const said = message.replace(/^error: /, '').replace(/\s*\n\(Did you mean (.*)\?\)/, ': did you mean $1?');
  const group = COMMANDS.find(command => command.name === argv[0]);
  const hint = group === undefined ? `${name} --help` : `${name} ${group.name} --help`;
  return `${said}${said.endsWith('?') ? '' : ':'} see ${hint}`;
}

/** What the command line does as it is read. */
interface Reader {
  readonly name: string;
  readonly choose: (choice: Chosen) => void;
  readonly show: (text: string) => void;
  /** The help that is shown has an end that must first be loaded. */
  readonly later: (more: () => Promise<string>) => void;
}

function build(reader: Reader): Command {
  const { name, show } = reader;
  const program = new Command(name)
    .description('Record, simulate, replay and compare Kubernetes rollouts.')
    .version(VERSION, '--version', 'say the version')
    .helpOption('-h, --help', 'say how this is used')
    .helpCommand(false)
    .configureHelp(HELP)
    .addOption(new Option('--color <when>', 'colour').choices(WHEN))
    .option('--no-color', 'no colour')
    .option('--ascii', 'signs in ASCII')
    .option('--verbose', 'say the causes of an error too')
    .addHelpText('after', `\n${MOMENT_FORMS}\n\nExit codes: 0 yes; 1 no, different, refused; 2 trouble.`)
    .exitOverride()
    .configureOutput({ writeOut: show, writeErr: show, outputError: () => undefined });
  for (const entry of COMMANDS) {
    if (isGroup(entry)) addGroup(program, entry, reader);
    else addCommand(program, entry, reader);
  }
  return program;
}

/** The words of a command are told by its usage line, in capitals as here: FILE. */
const HELP = {
  visibleArguments: () => [],
  subcommandTerm: (command: Command) => [command.name(), command.usage().replace(' [options]', '')].join(' '),
};

function addGroup(parent: Command, group: CommandGroup, reader: Reader): void {
  const command = parent
    .command(group.name)
    .description(capital(group.summary))
    .usage('COMMAND [options]')
    .helpCommand(false);
  for (const spec of group.commands) addCommand(command, spec, reader, `${group.name} ${spec.name}`);
}

function addCommand(parent: Command, spec: CommandSpec, reader: Reader, path: string = spec.name): void {
  const { name, choose } = reader;
  const command = parent
    .command(spec.name)
    .description(capital(spec.summary))
    .usage(`${spec.usage} [options]`)
    .argument('[words...]')
    .allowExcessArguments(false)
    .configureHelp(HELP)
    .action((words: string[]) => {
      if (words.length < spec.words.min || words.length > spec.words.max)
        throw new Trouble(
          `${path}: expected ${spec.usage}, got ${words.length === 0 ? 'nothing' : words.map(word => `"${word}"`).join(' ')}: see ${name} ${path} --help`,
        );
      choose({ spec, words, options: command.optsWithGlobals() });
    });
  for (const alias of spec.aliases ?? []) command.alias(alias);
  for (const { flags, says, choices, initial } of spec.options) {
    const option = new Option(flags, says);
    if (choices !== undefined) option.choices([...choices]);
    if (initial !== undefined) option.default(initial);
    command.addOption(option);
  }
  const width = Math.max(...spec.examples.map(([line]) => line.length));
  const examples = spec.examples.map(([line, says]) => `  ${name} ${line.padEnd(width)}   ${says}`).join('\n');
  const { more } = spec;
  command.addHelpText('after', () => {
    if (typeof more === 'function') reader.later(more);
    return `\nExamples:\n${examples}${typeof more === 'string' ? `\n\n${more}` : ''}`;
  });
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
