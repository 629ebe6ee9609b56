/** Does what was asked, one function an effect. The only place in the app that touches the world beside the screen. */
import type { Log } from '@playhead/core';
import { EMPTY, from, map, type Observable, of, Subject, takeUntil } from 'rxjs';
import type { Explainer } from '../explain.ts';
import { screenFile } from '../leave/screenFile.ts';
import type { Message } from '../message.ts';
import type { Model } from '../model.ts';
import { divert } from './divert.ts';
import type { Effect } from './effect.ts';
import { hunt } from './hunt.ts';
import { writeNew } from './write.ts';

/** What effects reach the world through. */
export interface World {
  /** Straight to the terminal, past the frames: for what is no picture. */
  readonly tell: (bytes: string) => void;
  readonly suspend: () => void;
  readonly explainer: () => Promise<Explainer>;
  /** @returns one line: what was written, or why nothing was */
  readonly fixture: (log: Log, folder: string) => Promise<string>;
}

/** `model`: as it was when it asked. */
export type Perform = (effect: Effect, model: Model) => Observable<Message>;

/** Answers are messages, now or later; many, one or none. An effect never throws: what went wrong is a notice. */
export const performIn = (world: World): Perform => {
  const another = new Subject<void>();
  const otherwise = new Subject<void>();
  return (effect, model) => {
    switch (effect.type) {
      case 'hunt':
        another.next();
        return hunt(effect.story, effect.quest).pipe(takeUntil(another));
      case 'giveUp':
        another.next();
        return EMPTY;
      case 'screen': {
        const { file } = effect;
        return of({ type: 'notice', text: writeNew({ file, content: screenFile(model, file), says: 'wrote' }) });
      }
      case 'fixture':
        return from(world.fixture(effect.log, effect.folder)).pipe(map(text => ({ type: 'notice', text })));
      case 'copy':
        // OSC 52: terminals that know it put the text on the clipboard, also through ssh; the others ignore it
        world.tell(`\u001b]52;c;${Buffer.from(effect.text, 'utf8').toString('base64')}\u0007`);
        return of({ type: 'notice', text: `copied: ${effect.text}` });
      case 'divert':
        otherwise.next();
        return divert(effect).pipe(takeUntil(otherwise));
      case 'stopDiverting':
        otherwise.next();
        return EMPTY;
      case 'keep':
        return from(import('./keep.ts')).pipe(
          map(({ keep }) => ({ type: 'notice', text: keep(effect.file, effect.log) })),
        );
      case 'loadDescribe':
        return from(import('../describe.ts')).pipe(map(({ describe }) => ({ type: 'describer', describe })));
      case 'explainer':
        return from(world.explainer()).pipe(map((explainer): Message => ({ type: 'explainer', explainer })));
      case 'suspend':
        world.suspend();
        return EMPTY;
    }
  };
};
