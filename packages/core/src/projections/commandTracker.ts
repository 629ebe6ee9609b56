import type { Entry, Log, LogTime, Position } from '../log/entry.ts';
import { type CommandEntry, fits, mutates, type SpecChange } from './changes.ts';

/** A command ends at most so long after its write, in milliseconds: some 5 ms as a rule, a slow server aside. */
const LATEST = 2000;

/** Finds the command behind a change: before it in a simulation, after it in a recording. */
export class CommandTracker {
  readonly commands: CommandEntry[] = [];
  readonly #log: Pick<Log, 'entry'>;
  readonly #timeAt: (position: Position) => LogTime;
  /** Changes whose command has not been met. */
  #unexplained: SpecChange[] = [];

  constructor(log: Pick<Log, 'entry'>, timeAt: (position: Position) => LogTime) {
    this.#log = log;
    this.#timeAt = timeAt;
  }

  /** An entry about no object. What it means for the keys: a failure (a refusal), told (a hand), or nothing. */
  see(entry: Entry): 'none' | 'told' | 'failure' {
    let meaning: 'none' | 'told' | 'failure' = 'none';
    for (const event of entry.events) {
      if (event.type === 'FaultInjected' || event.type === 'Noted') meaning = 'told';
      if (event.type !== 'CommandCompleted' && event.type !== 'CommandRefused') continue;
      const writes = mutates(event.command);
      const command: CommandEntry = {
        position: entry.position,
        command: event.command,
        refused: event.type === 'CommandRefused' && writes,
        said: event.stderr.split('\n')[0] ?? '',
        mutates: writes,
        changes: [],
      };
      this.commands.push(command);
      if (command.refused) meaning = 'failure';
      else if (writes) this.#explain(command, entry.time);
      if (writes && meaning === 'none' && command.changes.length === 0) meaning = 'told';
    }
    return meaning;
  }

  /** A change that somebody made: its command where it is known already, else it is waited for. */
  note(entry: Entry, change: SpecChange): void {
    // what an autoscaler does comes of the command that made it, and is its own deed all the same
    if (/autoscaler|^hpa/.test(entry.actor)) return;
    const issued = this.#issuedBefore(entry);
    if (issued === undefined) this.#unexplained.push(change);
    else {
      change.command = issued.command;
      change.commandPosition = issued.position;
    }
  }

  #explain(command: CommandEntry, time: LogTime): void {
    const left: SpecChange[] = [];
    for (const change of this.#unexplained) {
      if (time - this.#timeAt(change.position) > LATEST) continue;
      if (!fits(command.command, change)) {
        left.push(change);
        continue;
      }
      change.command = command.command;
      change.commandPosition = command.position;
      command.changes.push(change);
    }
    this.#unexplained = left;
  }

  /** In a simulation the entry's cause is the command that began. */
  #issuedBefore(entry: Entry): { readonly position: Position; readonly command: string } | undefined {
    let at = entry.cause;
    for (let hops = 0; at > 0 && at < entry.position && hops < 4; hops++) {
      const cause = this.#log.entry(at);
      for (const event of cause.events)
        if (event.type === 'CommandIssued') return { position: cause.position, command: event.command };
      at = cause.cause;
    }
    return undefined;
  }
}
