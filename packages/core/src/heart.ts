/**
 * The whole program in three signatures.
 *
 *   decide   a controller looks at one object and says what should happen, why, and when to be asked again
 *   evolve   the fold: a log is the truth, and a state is what it adds up to
 *   project  anything a person looks at
 */
import type { ObjectKey } from './kube/key.ts';
import type { Json, KubeObject } from './kube/object.ts';
import type { Entry, Position } from './log/entry.ts';
import type { ClusterState, ClusterView } from './state/clusterState.ts';
import type { Timeline } from './timeline/timeline.ts';
import type { Receipt } from './why/receipt.ts';

/**
 * `Seen` is the state as this controller's caches have it, which lags; `now` is virtual time, in milliseconds since the
 * Unix epoch.
 */
export type Decide<Seen extends ClusterView = ClusterView> = (seen: Seen, now: number, subject: ObjectKey) => Verdict;

export type Evolve = (state: ClusterState, entry: Entry) => ClusterState;

export type Project<View> = (timeline: Timeline, position: Position) => View;

export interface Verdict {
  /** In order; each is asked of the API server after the one before it was answered. */
  readonly decisions: readonly Decision[];
  /** Ask again after so many milliseconds, if nothing else calls for it sooner. */
  readonly askAgainIn?: number;
  /** Ask again after the back-off that a failure would have. */
  readonly askAgainSoon?: boolean;
  /** Timers set in mid-look: milliseconds from its beginning. They stand though a write fails. */
  readonly timers?: readonly number[];
}

export interface Decision {
  readonly write: Write;
  readonly why: Receipt;
  /** What follows where it was accepted, given the object as the server made it. */
  readonly accepted?: (object: KubeObject) => readonly Decision[];
  /** What follows where the API server refuses; without it the rest is dropped and the subject is tried again later. */
  readonly refused?: (refusal: Refusal) => Outcome;
  /** Of a group: what follows once all of it was answered, told every refusal; it stands before `refused`. */
  readonly ended?: (refusals: readonly Refusal[]) => Outcome;
}

/** `first` is done before anything else. `go on` with the rest of the decisions; `stop`: drop it; `try again`: drop it, with a back-off. */
export interface Outcome {
  readonly first: readonly Decision[];
  readonly next: 'go on' | 'stop' | 'try again';
}

/** A write as a controller asks for it. `seen` is the object it was made from: its resourceVersion is sent along. */
export type Write =
  /** A live read: it takes a call and changes nothing; refused where the object is gone or has another uid. */
  | { readonly verb: 'get'; readonly key: ObjectKey; readonly uid: string }
  | { readonly verb: 'create'; readonly object: KubeObject }
  | {
      readonly verb: 'update';
      readonly seen: KubeObject;
      readonly object: KubeObject;
      /** Made from the answer to this look's earlier write to the object, so from its newer resourceVersion. */
      readonly chained?: boolean;
    }
  | {
      readonly verb: 'updateStatus';
      readonly seen: KubeObject;
      readonly object: KubeObject;
      /** As for update. */
      readonly chained?: boolean;
    }
  | { readonly verb: 'patch'; readonly key: ObjectKey; readonly change: (current: KubeObject) => KubeObject }
  | {
      readonly verb: 'delete';
      readonly key: ObjectKey;
      readonly uid: string;
      /** How its dependents go; default Background. */
      readonly propagation?: 'Background' | 'Foreground';
    }
  /** A Kubernetes Event about an object, counted and combined by the recorder that all controllers share. */
  | {
      readonly verb: 'say';
      readonly about: KubeObject;
      readonly component: string;
      readonly eventType: 'Normal' | 'Warning';
      readonly reason: string;
      readonly message: string;
    }
  /**
   * Looks at the caches once more, as they are when all before was answered: what is decided then is done before what
   * comes after it, and its timer is the look's too.
   */
  | { readonly verb: 'look'; readonly decide: (now: number) => Verdict }
  /** To be known at later looks (`ClusterView.memory`); null forgets. It takes no call. */
  | { readonly verb: 'remember'; readonly key: string; readonly value: Json }
  /** Writes done at once and waited for as a whole; `refused` of the group is told the first refusal, after all ended. */
  | { readonly verb: 'together'; readonly decisions: readonly Decision[] };

/** The API server's no, as a metav1.Status has it. */
export interface Refusal {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes?: readonly { readonly reason: string; readonly message: string; readonly field: string }[];
}
