/** The writes that a verdict leads to, each on its own. */
import type { ClusterView, Decision, Json, KubeObject, Receipt, Refusal, Verdict, Write } from '@playhead/core';

export type Offer = Exclude<Write, { verb: 'together' | 'look' | 'remember' | 'get' }>;

export interface Offered {
  readonly write: Offer;
  readonly why: Receipt;
  /** How often the look makes it: a batch asks for the same pod many times over. */
  times: number;
  /** Which step of the look it last belongs to: what comes after a step waits for its answers. */
  step: number;
}

export interface Offers {
  readonly writes: readonly Offered[];
  readonly remembered: readonly (readonly [key: string, value: Json])[];
}

/**
 * Follows a look to its end as if the server took every write, or, given `refusals`, also as if it refused each write with
 * each of them: what a server says is an outside input.
 */
export function offersOf(seen: ClusterView, verdict: Verdict, now: number, refusals: readonly Refusal[] = []): Offers {
  const writes: Offered[] = [];
  const remembered: (readonly [string, Json])[] = [];
  const followed = new Map<Decision, Offered | undefined>();
  let step = 0;
  const follow = (decisions: readonly Decision[], isBatch = false): void => {
    for (const decision of decisions) {
      if (!isBatch) step++;
      if (followed.has(decision)) {
        const again = followed.get(decision);
        if (again !== undefined) Object.assign(again, { times: again.times + 1, step });
        continue;
      }
      const { write } = decision;
      const offered = isOffer(write) ? { write, why: decision.why, times: 1, step } : undefined;
      followed.set(decision, offered);
      if (write.verb === 'together') follow(write.decisions, true);
      else if (write.verb === 'look') follow(write.decide(now).decisions);
      else if (write.verb === 'remember') remembered.push([write.key, write.value]);
      if (offered !== undefined) writes.push(offered);
      for (const refusal of refusals) follow(refused(decision, refusal), isBatch);
      if (decision.accepted !== undefined) follow(decision.accepted(made(seen, write)), isBatch);
      if (decision.ended !== undefined) follow(decision.ended([]).first);
    }
  };
  follow(verdict.decisions);
  return { writes, remembered };
}

const isOffer = (write: Write): write is Offer => !['together', 'look', 'remember', 'get'].includes(write.verb);

const refused = (decision: Decision, refusal: Refusal): readonly Decision[] => [
  ...(decision.refused?.(refusal).first ?? []),
  ...(decision.ended?.([refusal]).first ?? []),
];

/** The object as the server would have answered; of a name that it makes up, the end is as in `withoutSuffixes`. */
function made(seen: ClusterView, write: Write): KubeObject {
  switch (write.verb) {
    case 'create': {
      const { metadata } = write.object;
      const generated: unknown = (metadata as { generateName?: string }).generateName;
      if (metadata.name !== '' || typeof generated !== 'string') return write.object;
      return { ...write.object, metadata: { ...metadata, name: `${generated}#` } };
    }
    case 'update':
    case 'updateStatus':
      return write.object;
    case 'patch': {
      const current = seen.get(write.key);
      return current === undefined ? NOTHING : write.change(current);
    }
    case 'get':
    case 'delete':
      return seen.get(write.key) ?? NOTHING;
    default:
      return NOTHING;
  }
}

const NOTHING: KubeObject = {
  apiVersion: '',
  kind: '',
  metadata: { name: '', uid: '', resourceVersion: '', creationTimestamp: '' },
};
