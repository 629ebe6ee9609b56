import type { CommandGroup, CommandSpec } from './command.ts';
import { completion } from './completion.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { info } from './info.ts';
import { log } from './log.ts';

/** Every command there is, in the order of the help. */
export const COMMANDS: readonly (CommandSpec | CommandGroup)[] = [info, log, importCommand, exportCommand, completion];

export const isGroup = (entry: CommandSpec | CommandGroup): entry is CommandGroup => 'commands' in entry;
