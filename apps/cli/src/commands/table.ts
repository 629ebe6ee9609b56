import { check } from './check.ts';
import type { CommandGroup, CommandSpec } from './command.ts';
import { compare } from './compare.ts';
import { completion } from './completion.ts';
import { describe } from './describe.ts';
import { diff } from './diff.ts';
import { divert } from './divert.ts';
import { exportCommand } from './export.ts';
import { fixture } from './fixture.ts';
import { get } from './get.ts';
import { importCommand } from './import.ts';
import { indexCommand } from './index.ts';
import { info } from './info.ts';
import { log } from './log.ts';
import { open } from './open.ts';
import { parity } from './parity.ts';
import { run } from './run.ts';
import { when } from './when.ts';
import { why } from './why.ts';

/** Every command there is, in the order of the help. */
export const COMMANDS: readonly (CommandSpec | CommandGroup)[] = [
  run,
  open,
  info,
  log,
  get,
  describe,
  why,
  when,
  diff,
  compare,
  divert,
  parity,
  check,
  fixture,
  importCommand,
  exportCommand,
  indexCommand,
  completion,
];

export const isGroup = (entry: CommandSpec | CommandGroup): entry is CommandGroup => 'commands' in entry;
