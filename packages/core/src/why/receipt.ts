import type { RuleId } from './rules.ts';

/** Why a controller decided as it did: the rule and the numbers or names it was given. The sums are made from both. */
export interface Receipt {
  readonly rule: RuleId;
  readonly inputs: Readonly<Record<string, number | string>>;
}
