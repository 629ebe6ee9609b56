import { type Entry, RULES, type Rule } from '@playhead/core';
import { simulate } from '@playhead/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyScenario } from '../support/anyStory.ts';

const ASKED = new Set(['CommandIssued', 'CommandCompleted', 'CommandRefused', 'Noted']);
const isAsked = (entry: Entry): boolean => entry.events.every(event => ASKED.has(event.type));

describe('law 5: every event says who, every decision says why', () => {
  it('each entry has an actor, an earlier cause that ends at a command, and, unless it is one, a rule with its sums', () => {
    fc.assert(
      fc.property(anyScenario, scenario => {
        const log = simulate(scenario);
        for (let position = 1; position <= log.length; position++) {
          const entry = log.entry(position);
          const at = `@${position} ${entry.actor}: ${entry.events.map(e => e.type)}`;
          expect(entry.actor, at).not.toBe('');
          if (isAsked(entry)) continue;
          const rule: Rule | undefined = entry.why === undefined ? undefined : RULES[entry.why.rule];
          expect(rule, at).toBeDefined();
          for (const line of rule!.sums(entry.why!.inputs)) expect(line, at).not.toMatch(/undefined|NaN/);
          let cause = entry;
          for (; !isAsked(cause); cause = log.entry(cause.cause)) {
            expect(cause.cause, at).toBeGreaterThan(0);
            expect(cause.cause, at).toBeLessThan(cause.position);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
