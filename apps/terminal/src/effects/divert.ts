/** A simulation and the reading of its story. The simulator is loaded when the first is asked for. */
import { readFileSync } from 'node:fs';
import { type Position, type Story, StoryBuilder, Timeline } from '@playhead/core';
import type { Diversion, DivertedRun } from '@playhead/simulator';
import { Observable } from 'rxjs';
import type { Message } from '../message.ts';
import type { Ghost } from '../model.ts';
import { Slices } from './slices.ts';

export interface Asked {
  readonly story: Story;
  readonly position: Position;
  readonly command: string;
  readonly namespace: string;
}

/** The part of the whole that is simulating; the rest is reading what it led to. */
const SIMULATING = 0.3;
/** Most come to rest within so many milliseconds of virtual time. */
const USUAL = 120_000;

export const divert = ({ story, position, command, namespace }: Asked): Observable<Message> =>
  new Observable(messages => {
    const end = (message: Message): void => {
      messages.next(message);
      messages.complete();
    };
    const failed = (error: unknown): void =>
      end({ type: 'notDiverted', why: error instanceof Error ? error.message : String(error) });
    const slices = new Slices(share => messages.next({ type: 'diverting', command, share }), failed);
    import('@playhead/simulator')
      .then(
        ({ Diversion }) =>
          new Diversion(story.timeline, position, { commands: [command], namespace, files: filesIn(command) }),
      )
      .then(diversion =>
        simulate(slices, diversion, run => {
          const no = refusal(run);
          if (no !== undefined) end({ type: 'notDiverted', why: no });
          else read(slices, { command, run }, ghost => end({ type: 'diverted', ghost }));
        }),
      )
      .catch(failed);
    return () => slices.stop();
  });

/** What `-f` and `--filename` name, as far as it can be read; of the rest kubectl says that it is not there. */
function filesIn(command: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [, name = ''] of command.matchAll(/\s(?:-f|--filename)[=\s]+['"]?([^\s'"]+)/g))
    try {
      files[name] = readFileSync(name, 'utf8');
    } catch {
      // kubectl has words for it
    }
  return files;
}

function simulate(slices: Slices, diversion: Diversion, then: (run: DivertedRun) => void): void {
  slices.run({
    work: () => diversion.advance(50),
    share: () => SIMULATING * Math.min(1, diversion.elapsed / USUAL),
    done: () => then(diversion.finish()),
  });
}

function read(slices: Slices, told: Omit<Ghost, 'story'>, then: (ghost: Ghost) => void): void {
  const { log } = told.run;
  const builder = new StoryBuilder(new Timeline(log));
  slices.run({
    work: () => builder.advance(500),
    share: () => SIMULATING + ((1 - SIMULATING) * builder.position) / log.length,
    done: () => then({ ...told, story: builder.finish() }),
  });
}

/** What kubectl said where it refused. */
const refusal = ({ commands }: DivertedRun): string | undefined =>
  commands
    .find(({ exitCode }) => exitCode !== 0)
    ?.stderr.trim()
    .split('\n')
    .pop();
