/**
 * Why one entry was written: the rule of its decision with sums, what one more or one fewer of an input would have
 * changed, and the chain of causes back to the hand or the failure that began it.
 */
import type { Position } from '../log/entry.ts';
import { counterfactuals } from '../why/counterfactual.ts';
import type { Explain, Explanation } from '../why/explanation.ts';
import { RULES, type Rule } from '../why/rules.ts';
import { causeChain } from './causes.ts';
import { type EntryWords, entryWords } from './entryWords.ts';
import type { Story } from './story.ts';

export interface EntryWhy {
  readonly position: Position;
  readonly words: EntryWords;
  readonly explanation: Explanation;
  /** One clause: the rule in general, or that none decides it. */
  readonly says: string;
  /** The arithmetic with numbers, a line each. */
  readonly sums: readonly string[];
  /** The upstream functions it corresponds to; empty where no rule decided. */
  readonly upstream: string;
  /** What another input would have led to, a line each. */
  readonly instead: readonly string[];
  /** Nearest first; the hand or the failure that began it last. */
  readonly causes: readonly EntryWords[];
}

/** Of a recording `explain` computes what its cluster did not write down; without it only what the log says is known. */
export function entryWhy(story: Story, position: Position, explain: Explain = asWritten(story)): EntryWhy {
  const explanation = explain(position);
  const words = entryWords(story, position);
  const causes = causeChain(story, position).map(cause => entryWords(story, cause));
  return { position, words, explanation, causes, ...told(explanation, words) };
}

/** What the log itself says, as a simulated one does of every decision. */
export const asWritten =
  (story: Story): Explain =>
  position => {
    const why = position === 0 ? undefined : story.timeline.entry(position).why;
    if (why !== undefined) return { how: 'decided', receipt: why };
    return story.timeline.log.header.origin === 'recorded'
      ? { how: 'not computed', says: 'a recording holds no reasons' }
      : { how: 'outside' };
  };

type Told = Pick<EntryWhy, 'says' | 'sums' | 'upstream' | 'instead'>;

function told(explanation: Explanation, words: EntryWords): Told {
  const none = { sums: [], upstream: '', instead: [] };
  switch (explanation.how) {
    case 'decided':
    case 'otherwise': {
      const { receipt } = explanation;
      const rule: Rule | undefined = RULES[receipt.rule];
      if (rule === undefined) return { ...none, says: `${receipt.rule}: a rule this version does not know` };
      const decided = {
        says: rule.says,
        sums: rule.sums(receipt.inputs),
        upstream: rule.upstream,
        instead: counterfactuals(receipt).map(({ says }) => says),
      };
      if (explanation.how === 'decided') return decided;
      const apart = explanation.differs.map(difference => `the cluster wrote ${difference}`);
      return {
        ...decided,
        says: `${rule.says}; but otherwise than the rule has it`,
        sums: [...decided.sums, ...apart],
      };
    }
    case 'unexplained':
      return { ...none, says: 'no rule explains it: a hand on the cluster' };
    case 'outside':
      return { ...none, says: outside(words) };
    case 'not asked':
    case 'not computed':
      return { ...none, says: `not computed: ${explanation.says}` };
  }
}

function outside({ actor, hand }: EntryWords): string {
  if (actor.startsWith('kubelet')) return 'a kubelet reports what its containers do; no controller decides it';
  if (actor === 'scheduler') return 'the scheduler found a node, or none; its scores are not in the log';
  if (hand || actor.startsWith('kubectl')) return 'asked for by hand: here it begins';
  return 'written from outside the controllers; no rule here decides it';
}
