import { readFileSync } from 'node:fs';
import { type RuleId, readStory, Timeline, whyPane } from '@playhead/core';
import { parseScenario, simulate } from '@playhead/simulator';
import { isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';

/** Of a scenario every size that its autoscaler set by a rule: what the receipt has, and what the pane says of it. */
function scalings(file: string, rule: RuleId = 'autoscaler.metrics', edit = (text: string): string => text) {
  const text = edit(readFileSync(new URL(`../../${file}.yaml`, import.meta.url), 'utf8'));
  const parsed = parseScenario(text, file);
  if (isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  const timeline = new Timeline(simulate(parsed.right));
  const story = readStory(timeline);
  const found = [];
  for (let position = 1; position <= timeline.length; position++) {
    const { why, events } = timeline.entry(position);
    if (why?.rule !== rule) continue;
    if (!events.some(event => event.type === 'ScaledUp' || event.type === 'ScaledDown')) continue;
    const { question, rows } = whyPane(story, story.workloads[0]!, position);
    const textOf = (label: string): string | undefined => rows.find(row => row.label === label)?.texts[0];
    // in mid-rollout the pane is about the rollout
    if (question === 'why this fast, and no faster?') continue;
    found.push({ inputs: why.inputs, question, wanted: textOf('wanted'), allowed: textOf('allowed') });
  }
  return found;
}

describe.each(['scenarios/hpa-load', 'test/conformance/stories/hpa-rollout'])('%s', file => {
  const found = scalings(file);

  test('is scaled', () => {
    expect(found.length).toBeGreaterThan(0);
  });

  test('the pane has the numbers of the decision, worked out from the status alone', () => {
    for (const { inputs, question, wanted, allowed } of found) {
      expect(question).toContain(`why ${inputs.to}`);
      if (inputs.proposal !== inputs.current) expect(wanted).toContain(` = ${inputs.proposal};`);
      // with the sum that comes to it, and not only the bare number
      if (inputs.limit !== '') expect(allowed).toContain(`${inputs.to} = `);
      if (inputs.limit !== '') expect(allowed).toMatch(new RegExp(`${inputs.limit}|Replicas`));
    }
  });
});

// the range is 10 to 15, and there are 3
test('a size out of bounds is told by the bound, and by no metric', () => {
  const found = scalings('scenarios/autoscale', 'autoscaler.bounds');
  expect(found.map(({ inputs: { current, min, to } }) => ({ current, min, to }))).toEqual([
    { current: 3, min: 10, to: 10 },
  ]);
  expect(found[0]).toMatchObject({
    question: 'why 10?',
    wanted: '3 is below minReplicas 10; no metric is read outside 10–15',
    allowed: '10 = minReplicas, at once: no policy and no window holds it',
  });
});

// 2 × 160 ÷ 50 = 6.4, up to 7; without spec.behavior the most at once is the larger of 2 × 2 and 4
test('without a behavior the limit is twice as many, or 4', () => {
  const withoutBehavior = (text: string): string => text.replace(/ {8}behavior:\n( {10}.*\n)+/, '');
  const found = scalings('scenarios/hpa-load', 'autoscaler.metrics', withoutBehavior);
  expect(found[0]?.inputs).toMatchObject({ current: 2, proposal: 7, to: 4, limit: 'ScaleUpLimit' });
  expect(found[0]?.allowed).toBe('4 = the larger of 2 × 2 and 4  (ScaleUpLimit)');
});
