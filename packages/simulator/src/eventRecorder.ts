/**
 * Kubernetes Events as client-go's recorder writes them (tools/record: EventCorrelator): similar ones combined, repeated
 * ones counted, and a chatty object silenced. What it remembers is remembered in the log.
 */
import { timestamp } from '@playhead/controllers';
import type { Event, Json, KubeObject, KubernetesEvent, Position, Receipt, Write } from '@playhead/core';
import { keyOf } from '@playhead/core';
import { LATENCY } from './latency.ts';
import type { World } from './world.ts';

type Saying = Extract<Write, { verb: 'say' }>;

/** From this many different messages on, within this long, one combined Event stands for all. */
const COMBINE_FROM = 10;
const COMBINE_WITHIN = 600_000;
/** Events of one type, of one object, from one component: so many at once, then one each 300 s. */
const BURST = 25;
const REFILL = 300_000;

/** What is remembered of one component speaking about one object. */
interface Memory {
  readonly tokens: number;
  /** When the tokens were counted, milliseconds since the Unix epoch. */
  readonly at: number;
  /** By type and reason: the different messages, when the last came, and the name of the Event of each. */
  readonly groups: Readonly<Record<string, Group>>;
}

interface Group {
  readonly messages: Readonly<Record<string, string>>;
  readonly last: number;
}

export class EventRecorder {
  readonly #world: World;
  readonly #queue: { saying: Saying; cause: Position; why: Receipt; at: number }[] = [];
  #busy = false;

  constructor(world: World) {
    this.#world = world;
  }

  say(saying: Saying, cause: Position, why: Receipt): void {
    this.#queue.push({ saying, cause, why, at: this.#world.instant() });
    if (this.#busy) return;
    this.#busy = true;
    this.#world.after(LATENCY.say, () => this.#next());
  }

  #next(): void {
    const next = this.#queue.shift();
    if (next === undefined) {
      this.#busy = false;
      return;
    }
    const wrote = this.#record(next.saying, next.cause, next.why, next.at);
    if (wrote === undefined) return this.#next();
    this.#world.after(LATENCY.write, () => {
      wrote();
      this.#world.after(LATENCY.answer, () => this.#next());
    });
  }

  /** The write that this saying leads to; none where the object has said too much. */
  #record(saying: Saying, cause: Position, why: Receipt, at: number): (() => void) | undefined {
    const { about, component, eventType, reason } = saying;
    const world = this.#world;
    // a pod is bound once: nothing about that needs remembering
    if (reason === 'Scheduled')
      return () =>
        this.#write(saying, nameOf(about, at, world.log.length), saying.message, undefined, { cause, why, at });
    const key = keyFor(component, about.metadata.uid, eventType);
    const memory = (world.state.memory(key) as unknown as Memory | undefined) ?? { tokens: BURST, at, groups: {} };
    const tokens = Math.min(BURST, memory.tokens + (at - memory.at) / REFILL);
    if (tokens < 1) return undefined;
    const group = `${eventType}/${reason}`;
    const old = memory.groups[group];
    const known = old !== undefined && at - old.last <= COMBINE_WITHIN ? old.messages : {};
    const isKnown = known[saying.message] !== undefined;
    const combine = Object.keys(known).length + (isKnown ? 0 : 1) >= COMBINE_FROM;
    const said = combine ? COMBINED : saying.message;
    const name = old?.messages[said] ?? nameOf(about, at, world.log.length);
    const messages = { ...known, [saying.message]: known[saying.message] ?? name, [said]: name };
    // the combined Event's text is no message of its own: ten different ones stay ten
    const kept = combine ? { ...known, [COMBINED]: name } : messages;
    const next: Memory = {
      tokens: tokens - 1,
      at,
      groups: { ...memory.groups, [group]: { messages: kept, last: at } },
    };
    const message = combine ? `${COMBINED_WORDS}${saying.message}` : saying.message;
    return () => this.#write(saying, name, message, { key, memory: next }, { cause, why, at });
  }

  #write(
    saying: Saying,
    name: string,
    message: string,
    remembered: { key: string; memory: Memory } | undefined,
    from: { cause: Position; why: Receipt; at: number },
  ): void {
    const world = this.#world;
    const key = keyOf('Event', saying.about.metadata.namespace ?? '', name);
    const before = world.state.get(key) as KubernetesEvent | undefined;
    const at = timestamp(from.at);
    const after =
      before === undefined
        ? eventObject(saying, name, message, at, world)
        : { ...before, message, count: before.count + 1, lastTimestamp: at };
    const also: Event[] =
      remembered === undefined
        ? []
        : [{ type: 'Remembered', key: remembered.key, value: remembered.memory as unknown as Json }];
    world.write({ before, after }, { actor: saying.component, cause: from.cause, why: from.why }, also);
  }
}

const COMBINED = '(combined)';
const COMBINED_WORDS = '(combined from similar events): ';

/**
 * What recorders would remember that had written these Events: by the key it is remembered under. Tokens are counted as if
 * all were said at the last moment of each: 30 times said, none is left, and one comes back each 300 s.
 */
export function remembered(events: readonly KubernetesEvent[], now: number): Map<string, Json> {
  const memories = new Map<string, { tokens: number; at: number; groups: Record<string, Group> }>();
  for (const event of events) {
    const { source, involvedObject, type, reason, message, metadata, count = 1 } = event;
    const at = Date.parse(event.lastTimestamp);
    if (reason === 'Scheduled' || Number.isNaN(at) || source?.component === undefined) continue;
    const key = keyFor(source.component, involvedObject.uid, type);
    const memory = memories.get(key) ?? { tokens: BURST, at: now, groups: {} };
    memories.set(key, memory);
    memory.tokens = Math.max(0, Math.min(BURST, memory.tokens - count + (now - at) / REFILL));
    const group = memory.groups[`${type}/${reason}`] ?? { messages: {}, last: 0 };
    const said = message.startsWith(COMBINED_WORDS) ? COMBINED : message;
    memory.groups[`${type}/${reason}`] = {
      messages: { ...group.messages, [said]: metadata.name },
      last: Math.max(group.last, at),
    };
  }
  return memories as unknown as Map<string, Json>;
}

/** Each type has a bucket of its own (getSpamKey). */
const keyFor = (component: string, uid: string, type: string): string =>
  `said/${component}/${uid}${type === 'Warning' ? '/warnings' : ''}`;

/** An Event is named after its object and the nanosecond it was said in; the log's length keeps two apart. */
const nameOf = (about: KubeObject, at: number, order: number): string =>
  `${about.metadata.name}.${(BigInt(Math.floor(at * 1000)) * 1000n + BigInt(order % 1000)).toString(16)}`;

function eventObject(saying: Saying, name: string, message: string, at: string, world: World): KubeObject {
  const { about, component, eventType, reason } = saying;
  const namespace = about.metadata.namespace ?? '';
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name,
      namespace,
      uid: world.server.uid(),
      resourceVersion: '',
      creationTimestamp: timestamp(world.instant()),
    },
    involvedObject: {
      kind: about.kind,
      namespace,
      name: about.metadata.name,
      uid: about.metadata.uid,
      apiVersion: about.apiVersion,
      resourceVersion: about.metadata.resourceVersion,
    },
    reason,
    message,
    source: { component },
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
    type: eventType,
    eventTime: null,
    reportingComponent: component,
    reportingInstance: '',
  };
}
