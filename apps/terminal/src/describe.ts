/** What `kubectl describe` would have said at a position. Loaded when somebody first asks: it brings kubectl with it. */
import { describeObject } from '@playhead/kubectl';
import type { Describe } from './model.ts';

export const describe: Describe = ({ timeline }, key, position) => {
  const view = timeline.peek(position);
  const object = view.get(key);
  const now = timeline.log.header.start + timeline.timeAt(position);
  return object === undefined ? undefined : describeObject(view, object, now);
};
