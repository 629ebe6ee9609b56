import type { CommandGroup, CommandSpec } from './command.ts';
import { completion } from './completion.ts';

/** Every command there is, in the order of the help. */
export const COMMANDS: readonly (CommandSpec | CommandGroup)[] = [completion];

export const isGroup = (entry: CommandSpec | CommandGroup): entry is CommandGroup => 'commands' in entry;
