/**
 * What happens over time: keys, the terminal's size, and while it plays a tick twenty times a second, made into one
 * stream of messages and that into a stream of models. Clocks are only here.
 */
import {
  BehaviorSubject,
  distinctUntilChanged,
  EMPTY,
  interval,
  map,
  merge,
  type Observable,
  type SchedulerLike,
  Subject,
  switchMap,
  timeInterval,
} from 'rxjs';
import type { Message } from './message.ts';
import type { Model } from './model.ts';
import { update } from './update.ts';

/** Milliseconds between two frames of playing. */
const TICK = 50;

export interface Session {
  readonly models: BehaviorSubject<Model>;
  readonly press: (key: string) => void;
  readonly stop: () => void;
}

export function startSession(initial: Model, resizes: Observable<Message>, scheduler?: SchedulerLike): Session {
  const models = new BehaviorSubject(initial);
  const keys = new Subject<Message>();
  const ticks = models.pipe(
    map(model => model.cursor.speed !== 0),
    distinctUntilChanged(),
    switchMap(plays => (plays ? interval(TICK, scheduler).pipe(timeInterval(scheduler)) : EMPTY)),
    map((tick): Message => ({ type: 'tick', elapsed: tick.interval })),
  );
  const running = merge(keys, resizes, ticks).subscribe(message => {
    const next = update(models.value, message);
    if (next !== models.value) models.next(next);
  });
  return {
    models,
    press: key => keys.next({ type: 'key', key }),
    stop: () => {
      running.unsubscribe();
      models.complete();
    },
  };
}
