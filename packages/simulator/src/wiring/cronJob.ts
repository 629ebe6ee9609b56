import { cronJobDelay, syncCronJob } from '@playhead/controllers';
import type { Change, CronJob } from '@playhead/core';
import { controllerOf, keyOfObject } from '@playhead/core';
import { ownerIn, type Wakened, type Wiring } from './wiring.ts';

/** CronJobs and their Jobs (cronjob_controllerv2.go: the event handlers). */
export const cronJob: Wiring = {
  actor: 'cronjob-controller',
  decide: syncCronJob,
  wake: (change, wakened) => {
    const { kind } = (change.after ?? change.before)!;
    if (kind === 'CronJob') cronJobChanged(change, wakened);
    else if (kind === 'Job') jobChanged(change, wakened);
  },
};

/** With a new schedule it waits for the next time; any other change is looked at now. */
function cronJobChanged({ key, before, after }: Change, { add, addAfter, now }: Wakened): void {
  const [was, is] = [before as CronJob | undefined, after as CronJob | undefined];
  if (was === undefined || is === undefined) return add(key);
  if (was.spec.schedule === is.spec.schedule && was.spec.timeZone === is.spec.timeZone) return add(key);
  addAfter(key, cronJobDelay(is, now));
}

function jobChanged({ before, after }: Change, { cache, add }: Wakened): void {
  const [was, is] = [before && controllerOf(before), after && controllerOf(after)];
  const former = was?.uid === is?.uid ? undefined : ownerIn(cache, before, 'CronJob');
  if (former !== undefined) add(keyOfObject(former));
  const owner = ownerIn(cache, after, 'CronJob');
  if (owner !== undefined) add(keyOfObject(owner));
}
