/**
 * Autoscalers look every 15 s and mostly write nothing, but each look leaves a recommendation behind that later ones go
 * by. So of a recording also those looks are made that left no trace.
 */
import { type Autoscaler, type Seen, SYNC_PERIOD, syncAutoscaler } from '@playhead/controllers';
import type { Change, ClusterView, Decide, Json, KubeObject, LogTime, ObjectKey } from '@playhead/core';
import { partsOf } from '@playhead/core';
import { isByResources, type ReportedMetrics } from './metrics.ts';
import { offersOf } from './offers.ts';

/** A look that has not written by then writes nothing; milliseconds. */
const WRITES_WITHIN = 1000;
/** As many worlds as a feed has at most: each is a look of its own. */
const WORLDS = 8;

/** Looks that differ only in what the metrics server is taken to have said. */
export const autoscalerLooks = (metrics: ReportedMetrics): Decide<Seen>[] =>
  Array.from({ length: WORLDS }, (_, world): Decide<Seen> => {
    return (seen, now, subject) => {
      const feeds = metrics.feeds(seen, subject, now);
      return syncAutoscaler(seen, () => feeds[world] ?? feeds[0] ?? [], now, subject);
    };
  });

export class Autoscalers {
  readonly #looks: readonly Decide<Seen>[];
  readonly #next = new Map<ObjectKey, LogTime>();

  constructor(looks: readonly Decide<Seen>[]) {
    this.#looks = looks;
  }

  /** @param time of the change, milliseconds since the log began */
  see({ key, before, after }: Change, time: LogTime): void {
    if (after?.kind === 'HorizontalPodAutoscaler' && before === undefined) this.#next.set(key, time + SYNC_PERIOD);
    if (before?.kind === 'HorizontalPodAutoscaler' && after === undefined) this.#next.delete(key);
  }

  looked(subject: ObjectKey, time: LogTime): void {
    if (partsOf(subject).kind === 'HorizontalPodAutoscaler') this.#next.set(subject, time + SYNC_PERIOD);
  }

  /** Makes the looks that must have been since, and gives what they leave behind. */
  *silent(time: LogTime, start: number, seen: () => Seen): Generator<readonly [key: string, value: Json]> {
    for (const [subject, due] of this.#next)
      for (let next = due; next + WRITES_WITHIN < time; next += SYNC_PERIOD) {
        this.#next.set(subject, next + SYNC_PERIOD);
        const view = seen();
        const hpa = view.get(subject);
        if (hpa === undefined || !isByResources(hpa)) continue;
        const now = start + next;
        const looks = this.#looks.map(decide => offersOf(view, decide(view, now, subject), now));
        yield* (looks.find(({ writes }) => writes.length === 0) ?? looks[0]!).remembered;
      }
  }
}

/** The autoscaler that is written, that an Event is about, or that scales what is written. */
export function autoscalersOf(view: Pick<ClusterView, 'list'>, object: KubeObject): KubeObject[] {
  const about = object.involvedObject as { kind: string; name: string } | undefined;
  const { kind, name } = about ?? { kind: object.kind, name: object.metadata.name };
  return view.list('HorizontalPodAutoscaler', object.metadata.namespace).filter(hpa => {
    if (kind === hpa.kind) return name === hpa.metadata.name;
    const { scaleTargetRef } = (hpa as Autoscaler).spec;
    return kind === scaleTargetRef.kind && name === scaleTargetRef.name;
  });
}
