import type { ObjectKey } from '../kube/key.ts';
import type { Position } from '../log/entry.ts';
import type { Receipt } from './receipt.ts';

/** What is known of why an entry was written. */
export type Explanation =
  /** A rule of a controller: of a simulated log as it was written down, of a recording computed from the state it saw. */
  | {
      readonly how: 'decided';
      readonly receipt: Receipt;
      /** Whose look it was: the Deployment of a ReplicaSet, the ReplicaSet of a pod. */
      readonly subject?: ObjectKey;
      /** The position of the state in which it follows, where it was computed: caches lag. */
      readonly lookedAt?: Position;
    }
  /** A rule writes that object here too, but other fields: `status.replicas: 3, ours 2`. */
  | {
      readonly how: 'otherwise';
      readonly receipt: Receipt;
      readonly subject?: ObjectKey;
      readonly differs: readonly string[];
    }
  /** A controller’s name is on it, or on what only controllers write, and no rule leads to it: a hand on the cluster. */
  | { readonly how: 'unexplained' }
  /** Nobody decides it by rules of ours: a user, a kubelet, the scheduler, an API server. */
  | { readonly how: 'outside' }
  /** What decides it is not in the log. */
  | { readonly how: 'not asked'; readonly says: string }
  /** It would take too long here. */
  | { readonly how: 'not computed'; readonly says: string };

export type Explain = (position: Position) => Explanation;
