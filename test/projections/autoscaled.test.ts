import { readFileSync } from 'node:fs';
import { readStory, Timeline, whyPane } from '@playhead/core';
import { parseScenario, simulate } from '@playhead/simulator';
import { isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';

/** Of a scenario every size that its autoscaler set: what the receipt has, and what the pane says of it. */
function scalings(file: string) {
  const parsed = parseScenario(readFileSync(new URL(`../../${file}.yaml`, import.meta.url), 'utf8'), file);
  if (isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
  const timeline = new Timeline(simulate(parsed.right));
  const story = readStory(timeline);
  const found = [];
  for (let position = 1; position <= timeline.length; position++) {
    const { why, events } = timeline.entry(position);
    if (why?.rule !== 'autoscaler.metrics') continue;
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
      if (inputs.limit !== '') expect(allowed).toContain(`${inputs.to}`);
      if (inputs.limit !== '') expect(allowed).toMatch(new RegExp(`${inputs.limit}|Replicas`));
    }
  });
});
