import type { Position, Story } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { Trouble } from '../edge/trouble.ts';

/** The position that `--at` (or another flag) names; the end of the log without it. @throws Trouble with the forms a moment has. */
export async function positionOf(moment: string | undefined, story: Story, flag = '--at'): Promise<Position> {
  if (moment === undefined) return story.length;
  const { resolveMoment, storyMoments } = await import('@playhead/core');
  const resolved = resolveMoment(moment, storyMoments(story));
  if (E.isLeft(resolved)) throw new Trouble(`${flag} ${resolved.left}`);
  return resolved.right;
}
