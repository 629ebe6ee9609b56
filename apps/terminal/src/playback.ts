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
  mergeAll,
  type Observable,
  type SchedulerLike,
  Subject,
  switchMap,
  timeInterval,
} from 'rxjs';
import type { Perform } from './effects/perform.ts';
import type { Message } from './message.ts';
import type { Model } from './model.ts';
import { update } from './update.ts';

/** Milliseconds between two frames of playing. */
const TICK = 50;

export interface Session {
  readonly models: BehaviorSubject<Model>;
  /** Ends with what went wrong, where a message could not be taken (a log that cannot be read on) or what was asked failed. */
  readonly failed: Observable<never>;
  readonly stop: () => void;
}

/** `messages`: the keys and the sizes. The ticks are made here, while it plays; what is asked is performed. */
export function startSession(
  initial: Model,
  messages: Observable<Message>,
  perform: Perform = () => EMPTY,
  scheduler?: SchedulerLike,
): Session {
  const models = new BehaviorSubject(initial);
  const failed = new Subject<never>();
  const ticks = models.pipe(
    map(model => model.cursor.speed !== 0),
    distinctUntilChanged(),
    switchMap(plays => (plays ? interval(TICK, scheduler).pipe(timeInterval(scheduler)) : EMPTY)),
    map((tick): Message => ({ type: 'tick', elapsed: tick.interval })),
  );
  const answers = new Subject<Observable<Message>>();
  const take = (message: Message): void => {
    try {
      const next = update(models.value, message);
      if (next === models.value) return;
      // taken before the frame: what a model asks is asked once
      models.next(next.asked.length === 0 ? next : { ...next, asked: [] });
      for (const effect of next.asked) answers.next(perform(effect, models.value));
    } catch (error) {
      failed.error(error);
    }
  };
  const running = merge(messages, ticks, answers.pipe(mergeAll())).subscribe({
    next: take,
    error: error => failed.error(error),
  });
  return {
    models,
    failed,
    stop: () => {
      running.unsubscribe();
      models.complete();
    },
  };
}
