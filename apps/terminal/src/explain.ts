/** Why an entry was written: as the log says it, or, of a recording, as it is computed once somebody asks. */
import { asWritten, type Explain, type Timeline } from '@playhead/core';
import { ask, type Model } from './model.ts';

/** Made for one log; what it was asked it knows. */
export type Explainer = (timeline: Timeline) => Explain;

const made = new WeakMap<Timeline, Explain>();

export function explainOf({ story, explainer }: Model): Explain {
  const { timeline } = story;
  if (timeline.log.header.origin !== 'recorded') return asWritten(story);
  if (explainer === undefined) return () => ({ how: 'not computed', says: 'not yet, in a moment' });
  const explain = made.get(timeline) ?? explainer(timeline);
  made.set(timeline, explain);
  return explain;
}

/** What computes it is loaded when it is first wanted. */
export const wantExplainer = (model: Model): Model =>
  model.explainer !== undefined || model.story.timeline.log.header.origin !== 'recorded'
    ? model
    : ask(model, { type: 'explainer' });
