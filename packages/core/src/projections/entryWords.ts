import { partsOf } from '../kube/key.ts';
import type { Condition } from '../kube/object.ts';
import type { Entry, Position } from '../log/entry.ts';
import type { Event, EventType, FieldChanges } from '../log/event.ts';
import { changeTitle, commandTitle, type SpecChange } from './changes.ts';
import { imageError } from './errors.ts';
import type { PodGroup } from './podGroup.ts';
import type { PodLife } from './podLife.ts';
import { SIGNS } from './signs.ts';
import { lastAtOrBefore } from './steps.ts';
import type { Story } from './story.ts';
import { shortKind, shortName } from './words.ts';

/** An entry in words: who, what about, what happened. `sign` is the pod's state after it, where it is about a pod. */
export interface EntryWords {
  readonly position: Position;
  readonly actor: string;
  /** `ggmjb`, `rev 3`, `nginx`: as short as a screen has room for. */
  readonly subject: string;
  readonly what: string;
  /** A hand from outside, and not a controller. */
  readonly hand: boolean;
  readonly failing: boolean;
}

/** Says an entry from its events and from what the pass already knows; no state is asked for. */
export function entryWords(story: Story, position: Position): EntryWords {
  const entry = story.timeline.entry(position);
  const change = story.changes.get(position);
  const failing = isIn(story.failures, position);
  const hand = change !== undefined || isIn(story.hands, position);
  const actor = change === undefined ? entry.actor : changeTitle(change);
  if (entry.subject === undefined) return { position, ...asked(entry), hand, failing };
  const { kind, name } = partsOf(entry.subject);
  if (kind === 'Pod') {
    const life = lifeAt(story, entry);
    if (life !== undefined)
      return { position, actor, subject: shortName(name), what: podWords(life, entry), hand, failing };
  }
  const subject = REVISIONS.has(kind) ? groupName(groupAt(story, entry), name, position) : shortKindName(kind, name);
  const what = change === undefined ? writeWords(story, entry) : changeWords(change);
  return { position, actor, subject, what, hand, failing };
}

/**
 * The words of an entry that follow from it and from the life of its pod alone: with those of its change and its group
 * all that `entryWords` can say of it.
 */
export function ownWords(entry: Entry, life: PodLife | undefined): string {
  if (life !== undefined) return podWords(life, entry);
  if (entry.subject !== undefined) return eventsWords(entry.events);
  const { actor, what } = asked(entry);
  return `${actor}\n${what}`;
}

/** Kinds that stand for a revision of their owner. */
const REVISIONS: ReadonlySet<string> = new Set(['ReplicaSet', 'ControllerRevision']);

export const changeWords = (change: SpecChange): string =>
  change.verb === 'create' ? `created, ${change.summary}` : change.summary;

const shortKindName = (kind: string, name: string): string =>
  kind === 'Deployment' ? name : `${shortKind(kind)}/${name}`;

export function groupName(group: PodGroup | undefined, name: string, position: Position): string {
  const revision = group === undefined ? 0 : group.revision.at(position);
  return revision > 0 ? `rev ${revision}` : shortName(name);
}

function lifeAt(story: Story, entry: Entry): PodLife | undefined {
  const lives = story.pods.get(entry.subject!) ?? [];
  for (let i = lives.length - 1; i >= 0; i--) if (lives[i]!.born <= entry.position) return lives[i];
  return undefined;
}

const groupAt = (story: Story, entry: Entry): PodGroup | undefined => story.groups.get(entry.subject!);

/** `○ created`, `○ to node-0`, `○ → ◐`, `● ready`, `✗ ErrImagePull`, `ErrImagePull → ImagePullBackOff`, `· gone`. */
function podWords(life: PodLife, entry: Entry): string {
  const { position } = entry;
  const [was, now] = [life.states.at(position - 1), life.states.at(position)];
  const [wordWas, word] = [life.words.at(position - 1), life.words.at(position)];
  if (position === life.born) return `${SIGNS[now]} created`;
  if (now === 'gone' && was !== 'gone') return `${SIGNS.gone} ${word === 'Succeeded' ? 'succeeded' : 'gone'}`;
  if (now !== was) {
    if (now === 'failing') return `${SIGNS.failing} ${errorWord(life, position)}`;
    if (now === 'ready') return `${SIGNS.ready} ready`;
    if (now === 'leaving') return `${SIGNS.leaving} asked to go`;
    if (was === 'ready') return `${SIGNS.ready} → ${SIGNS[now]} not ready`;
    return `${SIGNS[was]} → ${SIGNS[now]}${was === 'failing' ? ' started again' : ''}`;
  }
  if (word !== wordWas)
    return word === ''
      ? `${SIGNS[now]} ${wordWas} no more`
      : wordWas === ''
        ? `${SIGNS[now]} ${word}`
        : `${wordWas} → ${word}`;
  if (life.node.at(position) !== life.node.at(position - 1)) return `${SIGNS[now]} to ${life.node.at(position)}`;
  return eventsWords(entry.events);
}

function errorWord(life: PodLife, position: Position): string {
  const word = life.words.at(position);
  const error = life.lastError(position);
  if (error === undefined || error.reason === word) return exitWord(word, error?.exitCode);
  return `${word} (${exitWord(error.reason, error.exitCode)})`;
}

const exitWord = (word: string, exitCode: number | undefined): string =>
  exitCode === undefined ? word : `${word}, exit ${exitCode}`;

function asked(entry: Entry): Pick<EntryWords, 'actor' | 'subject' | 'what'> {
  for (const event of entry.events) {
    switch (event.type) {
      case 'CommandIssued':
        return { actor: commandTitle(event.command), subject: '', what: `begins: ${event.command}` };
      case 'CommandCompleted':
        return { actor: commandTitle(event.command), subject: '', what: event.command };
      case 'CommandRefused': {
        const said = event.stderr.split('\n')[0] ?? '';
        return {
          actor: commandTitle(event.command),
          subject: '',
          what: `exit ${event.exitCode}: ${said || event.command}`,
        };
      }
      case 'FaultInjected':
        return { actor: entry.actor, subject: '', what: `fault: ${event.fault}` };
      case 'Noted':
        return { actor: entry.actor, subject: '', what: event.note };
      default:
    }
  }
  return { actor: entry.actor, subject: '', what: eventsWords(entry.events) };
}

function writeWords(story: Story, entry: Entry): string {
  const group = groupAt(story, entry);
  if (group !== undefined && !group.counted && partsOf(entry.subject!).kind !== 'Job') {
    const [was, now] = [group.size.at(entry.position - 1), group.size.at(entry.position)];
    if (entry.events.some(event => event.type === 'Deleted')) return '· gone';
    if (was !== now) return `${was} → ${now}`;
  }
  return eventsWords(entry.events);
}

/** The events of an entry in words: what it meant; numbers and remainders only where it meant nothing else. */
export function eventsWords(events: readonly Event[]): string {
  for (const weight of [0, 1, 2]) {
    const words = events.filter(event => weightOf(event) === weight).map(eventWords);
    const told = words.filter(word => word !== '');
    if (told.length > 0) return told.join('; ');
  }
  return 'written';
}

const weightOf = (event: Event): number => (event.type === 'Changed' ? 2 : event.type === 'StatusReported' ? 1 : 0);

/** Each event in a few words. */
const WORDS: { readonly [Type in EventType]: (event: Extract<Event, { type: Type }>) => string } = {
  Created: event =>
    event.object.kind === 'Event'
      ? `${event.object.reason}: ${event.object.message}`
      : `created${event.object.spec?.replicas === undefined ? '' : `, ${event.object.spec.replicas} wanted`}`,
  Deleted: () => '· gone',
  ScaledUp: event => `${event.from} → ${event.to}`,
  ScaledDown: event => `${event.from} → ${event.to}`,
  Paused: () => 'paused',
  Resumed: () => 'resumed',
  TemplateChanged: event => `template: ${fields(event)}`,
  RolledBack: event => `template as in rev ${event.toRevision}: ${fields(event)}`,
  StrategyChanged: event => `strategy: ${fields(event)}`,
  RevisionAssigned: event => `is rev ${event.revision}`,
  ConditionChanged: event => conditionWords(event.condition),
  ConditionRemoved: event => `${event.conditionType} taken away`,
  StatusReported: event =>
    // by name, as a file has them: in memory they lie as they were written
    Object.entries(event.counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name.replace(/Replicas$/, '')} ${value ?? 0}`)
      .join(', '),
  Adopted: event => `owned by ${event.owner.name}`,
  Released: event => `no more owned by ${event.owner.name}`,
  CreateFailed: event => `✗ ${event.kind} refused: ${event.message}`,
  PodScheduled: event => `to ${event.node}`,
  PodUnschedulable: event => `Unschedulable: ${event.message}`,
  PodAccepted: () => 'taken on by the kubelet',
  ContainerWaiting: event => imageError(event.reason, event.message ?? ''),
  ContainerStarted: event => `${event.container} started`,
  ContainerTerminated: event => `${event.container} ended: ${event.reason}, exit ${event.exitCode}`,
  PodStarted: () => 'running',
  PodReady: () => '● ready',
  PodUnready: () => 'not ready',
  PodFinished: event => event.phase,
  TerminationRequested: event => `◌ asked to go, ${event.graceSeconds}s of grace`,
  EndpointsChanged: event => `${event.endpoints.length} endpoints`,
  EventRepeated: event => `said ${event.count} times`,
  Changed: event => fields(event),
  CommandIssued: event => event.command,
  CommandCompleted: event => event.command,
  CommandRefused: event => event.command,
  FaultInjected: event => event.fault,
  Noted: event => event.note,
  Remembered: () => '',
};

const eventWords = (event: Event): string => (WORDS[event.type] as (event: Event) => string)(event);

export const conditionWords = (condition: Condition): string =>
  `${condition.type}=${condition.status}${condition.reason === undefined ? '' : ` ${condition.reason}`}`;

function fields(changes: FieldChanges): string {
  const all = [...changes.set.map(([path]) => path), ...changes.unset];
  const telling = all.filter(path => path[1] !== 'managedFields');
  const paths = telling.length > 0 ? telling : all;
  const named = [
    ...new Set(
      paths.map(path =>
        path
          .filter(step => typeof step === 'string')
          .slice(-2)
          .join('.'),
      ),
    ),
  ];
  const shown = named.slice(0, 3).join(', ');
  return named.length > 3 ? `${shown} and ${named.length - 3} more` : shown;
}

const isIn = (rising: ArrayLike<number>, value: number): boolean => rising[lastAtOrBefore(rising, value)] === value;
