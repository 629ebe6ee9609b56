import type { ObjectKey } from '../kube/key.ts';
import type { Json } from '../kube/object.ts';
import type { Receipt } from '../why/receipt.ts';
import type { Diverted } from './diversion.ts';
import type { Event } from './event.ts';

/** A place in a log: entries count from 1; position 0 is before the first. */
export type Position = number;

/** Milliseconds since the log began, a whole number: virtual in a simulation, measured in a recording. */
export type LogTime = number;

/**
 * One write to one object, whole: the fold applies all its events together, so no position shows an object that never
 * existed. An entry without a subject says what was asked (a command, a fault, a note).
 */
export interface Entry {
  readonly position: Position;
  readonly time: LogTime;
  /** Who wrote: `deployment-controller`, `replicaset-controller`, `scheduler`, `kubelet node-0`, `kubectl set image`, … */
  readonly actor: string;
  /** The position of the entry that led to this one; 0 where none did. */
  readonly cause: Position;
  readonly why?: Receipt;
  readonly subject?: ObjectKey;
  /** `metadata.resourceVersion` after this write; absent where no object was written. */
  readonly resourceVersion?: number;
  readonly events: readonly Event[];
}

/** What is known of a log before its first entry. */
export interface LogHeader {
  /** Milliseconds since the Unix epoch at which `time` 0 falls. */
  readonly start: number;
  /** `simulated` or `recorded`. */
  readonly origin: 'simulated' | 'recorded';
  /** What wrote it: `playhead 0.1.0`, or the control plane's version where known. */
  readonly writer: string;
  /** The name of the scenario or of the file it came from. */
  readonly name: string;
  readonly seed?: number;
  /** The zone in which times of day are shown; an IANA name, default UTC. */
  readonly timeZone?: string;
  /** Of a diversion: which log it left, and where. */
  readonly diverted?: Diverted;
  /**
   * Of a simulation: what lies outside the log and goes on after its end (nodes, kubelet rules, load, traffic), as the
   * simulator wrote it. Without it, it is learned from what the log shows.
   */
  readonly environment?: Json;
}

/** Read access to a log, however it is kept. All throw outside 1..length: that is a broken invariant. */
export interface Log {
  readonly header: LogHeader;
  readonly length: Position;
  entry(position: Position): Entry;
  /** The subject of an entry, for whoever wants nothing else of it: a log on disk need not make the rest. */
  subject(position: Position): ObjectKey | undefined;
  /**
   * Whether an entry may hold a text, of ASCII in lower case, in one of its own texts or in its subject's name: a log on
   * disk knows it of many entries at once. False only where it does not; what is a uuid and no name is not looked at.
   */
  mayHold(position: Position, text: string): boolean;
}
