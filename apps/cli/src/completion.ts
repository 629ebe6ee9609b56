/**
 * Shell completion, made from the command table. Written here: the kept libraries (omelette, @pnpm/tabtab) start Node
 * at every press of tab; these scripts hold the whole grammar and start nothing.
 */
import type { CommandGroup, CommandSpec } from './commands/command.ts';
import { COMMANDS, isGroup } from './commands/table.ts';
import { Trouble } from './edge/trouble.ts';

interface Row {
  /** The words that lead to it: `['fixture', 'verify']`. */
  readonly path: readonly string[];
  readonly says: string;
  /** Words that may stand there: subcommands, kinds, shells. Files are always offered by the shell. */
  readonly words: readonly string[];
  readonly options: readonly Option[];
}

interface Option {
  readonly names: readonly string[];
  readonly says: string;
  readonly choices: readonly string[];
  readonly takesValue: boolean;
}

const GLOBAL: readonly Option[] = [
  { names: ['--help', '-h'], says: 'say how this is used', choices: [], takesValue: false },
  { names: ['--verbose'], says: 'say the causes of an error too', choices: [], takesValue: false },
  { names: ['--color'], says: 'colour', choices: ['always', 'never', 'auto'], takesValue: true },
  { names: ['--ascii'], says: 'signs in ASCII', choices: [], takesValue: false },
];

/** @throws Trouble for a shell it does not know. */
export function completionScript(shell: string): string {
  switch (shell) {
    case 'bash':
      return bash(rows());
    case 'zsh':
      return zsh(rows());
    case 'fish':
      return fish(rows());
    default:
      throw new Trouble(`completion: ${shell}: not a shell it knows: bash, zsh or fish`);
  }
}

function rows(): Row[] {
  const top: Row = { path: [], says: '', words: COMMANDS.map(entry => entry.name), options: [] };
  return [top, ...COMMANDS.flatMap(entry => rowsOf(entry, []))];
}

function rowsOf(entry: CommandSpec | CommandGroup, parents: readonly string[]): Row[] {
  const path = [...parents, entry.name];
  if (isGroup(entry))
    return [
      { path, says: entry.summary, words: entry.commands.map(command => command.name), options: [] },
      ...entry.commands.flatMap(command => rowsOf(command, path)),
    ];
  const options = entry.options.map(({ flags, says, choices, completes }) => ({
    names: flags.split(/[ ,]+/).filter(word => word.startsWith('-')),
    says,
    choices: choices ?? completes ?? [],
    takesValue: /[<[]/.test(flags),
  }));
  const row = { path, says: entry.summary, words: entry.completes ?? [], options };
  return [row, ...(entry.aliases ?? []).map(alias => ({ ...row, path: [...parents, alias] }))];
}

const namesOf = (row: Row): string => [...row.options, ...GLOBAL].flatMap(option => option.names).join(' ');

function bash(all: readonly Row[]): string {
  const groups = all.filter(
    row =>
      row.path.length > 0 && row.options.length === 0 && all.some(r => r.path.length > 1 && r.path[0] === row.path[0]),
  );
  const cases = all.map(
    row => `    '${row.path.join(' ')}') words='${row.words.join(' ')}'; flags='${namesOf(row)}';;`,
  );
  const values = all.flatMap(row =>
    [...row.options, ...GLOBAL]
      .filter(option => option.choices.length > 0)
      .map(
        option =>
          `    ${option.names.map(name => `'${row.path.join(' ')} ${name}'`).join('|')}) COMPREPLY=($(compgen -W '${option.choices.join(' ')}' -- "$current")); return;;`,
      ),
  );
  return `# bash completion for playhead
_playhead() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path='' words='' flags='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      -*) ;;
      *) if [[ -z $path ]]; then path="\${COMP_WORDS[i]}"; elif [[ ' ${groups.map(row => row.path.join(' ')).join(' ')} ' == *" $path "* ]]; then path="$path \${COMP_WORDS[i]}"; fi;;
    esac
  done
  case "$path $previous" in
${values.join('\n')}
  esac
  case "$path" in
${cases.join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current") $([[ -n $path ]] && compgen -f -- "$current"))
  fi
}
complete -o filenames -F _playhead playhead kubectl-playhead
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const bracketed = (text: string): string => text.replace(/[[\]:']/g, ' ');

function zsh(all: readonly Row[]): string {
  const argumentsOf = (row: Row) =>
    [...row.options, ...GLOBAL].flatMap(option =>
      option.names.map(name => {
        const value = option.takesValue
          ? `:value:${option.choices.length > 0 ? `(${option.choices.join(' ')})` : '_files'}`
          : '';
        return `'${name}[${bracketed(option.says)}]${value}'`;
      }),
    );
  const cases = all
    .filter(row => row.path.length > 0)
    .map(row => {
      const words = row.words.length > 0 ? `'*:word:{ compadd ${row.words.join(' ')}; _files }'` : `'*:file:_files'`;
      return `    '${row.path.join(' ')}') _arguments ${argumentsOf(row).join(' ')} ${words};;`;
    });
  const top = all.filter(row => row.path.length === 1).map(row => quoted(`${row.path[0]}:${row.says}`));
  return `#compdef playhead kubectl-playhead
_playhead() {
  local command="\${words[2]}"
  if (( CURRENT == 2 )); then
    local -a commands=(${top.join(' ')})
    _describe command commands
    return
  fi
  case "$command" in
${groupCases(all)}
  esac
  shift words; (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
_playhead "$@"
`;
}

/** A group's second word becomes part of the command's name once it is there. */
function groupCases(all: readonly Row[]): string {
  const groups = new Set(all.filter(row => row.path.length > 1).map(row => row.path[0]!));
  return [...groups].map(group => `    '${group}') (( CURRENT > 3 )) && command="$command \${words[3]}";;`).join('\n');
}

function fish(all: readonly Row[]): string {
  const lines = ['# fish completion for playhead'];
  const names = all.filter(row => row.path.length === 1).map(row => row.path[0]!);
  for (const row of all) {
    const when =
      row.path.length === 0
        ? `not __fish_seen_subcommand_from ${names.join(' ')}`
        : row.path.map(word => `__fish_seen_subcommand_from ${word}`).join('; and ');
    for (const word of row.words) {
      const says = all.find(other => other.path.join(' ') === [...row.path, word].join(' '))?.says ?? '';
      lines.push(`complete -c playhead -n ${quoted(when)} -a ${word} -d ${quoted(says)}`);
    }
    for (const option of [...row.options, ...(row.path.length === 0 ? [] : GLOBAL)]) {
      const spelled = option.names.map(name => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
      const value =
        option.choices.length > 0 ? ` -x -a ${quoted(option.choices.join(' '))}` : option.takesValue ? ' -r' : '';
      lines.push(`complete -c playhead -n ${quoted(when)} ${spelled.join(' ')}${value} -d ${quoted(option.says)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
