/**
 * Every rule a decision can name. A rule says which upstream function it comes from and how its arithmetic reads; the
 * log keeps only the rule and its inputs, and every view makes the same sums from them.
 */
export interface Rule {
  /** One clause: what was decided, in general. */
  readonly says: string;
  /** The upstream function or document it corresponds to. */
  readonly upstream: string;
  /** The arithmetic with numbers, a line each. */
  readonly sums: (inputs: Readonly<Record<string, number | string>>) => readonly string[];
}

const rule = (says: string, upstream: string, sums: Rule['sums'] = () => []): Rule => ({ says, upstream, sums });

export const RULES = {
  command: rule('a user asked for it', 'kubectl'),
  kubelet: rule('the kubelet reports what its containers do', 'the scenario’s kubelet rules'),
} satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
