import type { Decision, KubeObject, Receipt, Refusal, RuleId, Verdict } from '@playhead/core';

/** The decisions of one look, in order, as upstream's code would have made its calls. */
export class Plan {
  readonly decisions: Decision[] = [];
  askAgainIn: number | undefined;
  /** Ask again after the back-off of a failure, though nothing failed (AddRateLimited). */
  askAgainSoon = false;

  do(...decisions: readonly Decision[]): void {
    this.decisions.push(...decisions);
  }

  verdict(): Verdict {
    const { decisions, askAgainIn, askAgainSoon } = this;
    return {
      decisions,
      ...(askAgainIn === undefined ? {} : { askAgainIn }),
      ...(askAgainSoon ? { askAgainSoon } : {}),
    };
  }

  askAgain(milliseconds: number): void {
    if (this.askAgainIn === undefined || milliseconds < this.askAgainIn) this.askAgainIn = milliseconds;
  }
}

export const because = (rule: RuleId, inputs: Receipt['inputs'] = {}): Receipt => ({ rule, inputs });

export function say(
  about: KubeObject,
  component: string,
  eventType: 'Normal' | 'Warning',
  reason: string,
  message: string,
  why: Receipt,
): Decision {
  return { write: { verb: 'say', about, component, eventType, reason, message }, why };
}

export const isConflict = (refusal: Refusal): boolean => refusal.code === 409 && refusal.reason === 'Conflict';
