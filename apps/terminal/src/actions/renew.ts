/** Another log on the screen, or more of the same: what was asked of the one before is asked of this one. */
import { type Course, compileQuery, courseOf, workloadOf } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { found } from '../finding.ts';
import type { Model } from '../model.ts';

/** At once, for a breakpoint that was not asked would not stop. What cannot be asked of this log is taken away. */
export function renewed(model: Model): Model {
  const { breakpoints, search } = model.finding;
  const asked = breakpoints.flatMap(course => again(model, course));
  const one = search === undefined || search.kind === 'text' ? undefined : again(model, search.course)[0];
  const next = found(model, {
    breakpoints: asked,
    search: search === undefined || search.kind === 'text' ? search : one && { ...search, course: one },
  });
  return asked.length === breakpoints.length
    ? next
    : { ...next, notice: 'a breakpoint names what is not in this log, and is taken away' };
}

function again(model: Model, course: Course): readonly Course[] {
  const { story } = model;
  if (course.story === story) return [course];
  const { text, subject } = course.query;
  const query = compileQuery(text, { story, subject: subject && workloadOf(story, subject) });
  return E.isLeft(query) ? [] : [courseOf(query.right, story)];
}
