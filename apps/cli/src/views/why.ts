/** `why`: one entry explained, or what the rollouts of a log wait for. */
import { explainer } from '@playhead/compare';
import {
  asWritten,
  byTrouble,
  counterfactuals,
  type EntryWhy,
  entryWhy,
  lastAtOrBefore,
  mostTroubled,
  type ObjectKey,
  type Position,
  partsOf,
  previousMeaning,
  type Story,
  shortKind,
  timeAt,
  type WhyPane,
  type WorkloadStory,
  waiting,
  whyPane,
  workloadBehind,
} from '@playhead/core';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { positionOf } from '../input/moment.ts';
import { openLog } from '../input/open.ts';
import { storyOf } from '../input/story.ts';
import { entryLines, waitingLines, workloadLines } from './whyLines.ts';

export interface WhyOptions {
  readonly object: string | undefined;
  readonly at: string | undefined;
  readonly namespace: string | undefined;
  readonly stuck: boolean;
  readonly json: boolean;
}

export async function printWhy(file: string, session: Session, options: WhyOptions): Promise<ExitCode> {
  const opened = await openLog(file, session);
  const { exitCode, place } = opened;
  const story = await storyOf(opened, session);
  const key = options.object === undefined ? undefined : objectOf(options.object, options.namespace, story, place);
  const position = await positionOf(options.at, story);
  const told = options.stuck
    ? printStuck(story, position, options, key, place)
    : printEntry(story, position, options, key);
  await session.out.writeLines(told.lines.map(options.json ? escapeJson : sanitiseLine));
  return exitCode === EXIT.yes ? told.exitCode : exitCode;
}

interface Told {
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

function printEntry(story: Story, at: Position, options: WhyOptions, key: ObjectKey | undefined): Told {
  const position = key === undefined ? entryAt(story, at, options) : lastWrite(story, key, at);
  const recorded = story.timeline.log.header.origin === 'recorded';
  const why = entryWhy(story, position, recorded ? explainer(story.timeline) : asWritten(story));
  const own = key === undefined ? undefined : story.workloads.find(workload => workload.key === key);
  const workload = own ?? workloadBehind(story, position) ?? mostTroubled(story);
  const lines = options.json
    ? [
        JSON.stringify(
          { ...stampOf(story, at), entry: entryJson(story, why), workload: workloadJson(story, workload, at) },
          null,
          2,
        ),
      ]
    : [
        ...entryLines(story, why),
        ...(workload === undefined ? [] : ['', ...workloadLines(story, workload, at, paneOf(story, workload, at))]),
      ];
  return { lines, exitCode: EXIT.yes };
}

/** The entry that was named; where none was, the last that means something. */
const entryAt = (story: Story, at: Position, { at: named }: WhyOptions): Position =>
  named === undefined ? (previousMeaning(story, at + 1) ?? at) : at;

function lastWrite(story: Story, key: ObjectKey, at: Position): Position {
  const writes = story.writes.get(key)!;
  const index = lastAtOrBefore(writes, at);
  if (index < 0) throw new Trouble(`${shown(key)}: does not exist before @${writes[0]}; choose a later --at`);
  return writes[index]!;
}

function printStuck(
  story: Story,
  position: Position,
  { namespace, json }: WhyOptions,
  key: ObjectKey | undefined,
  place: string,
): Told {
  const chosen = byTrouble(story).filter(
    w => (key === undefined || w.key === key) && (namespace === undefined || w.namespace === namespace),
  );
  if (chosen.length === 0)
    throw new Trouble(`${place}: no such workload; \`playhead info ${place}\` lists what is there`);
  const rank = (w: WorkloadStory): number => Number(!waiting(story, w, position).stuck);
  const workloads = [...chosen].sort((a, b) => rank(a) - rank(b));
  const stuck = workloads.some(w => waiting(story, w, position).stuck);
  const exitCode = stuck ? EXIT.no : EXIT.yes;
  if (!json)
    return {
      exitCode,
      lines: workloads.flatMap((w, i) => [
        ...(i > 0 ? [''] : []),
        ...waitingLines(story, w, position, paneOf(story, w, position)),
      ]),
    };
  const told = workloads.map(w => ({
    ...workloadJson(story, w, position),
    stuck: waiting(story, w, position).stuck,
  }));
  return { exitCode, lines: [JSON.stringify({ ...stampOf(story, position), stuck, workloads: told }, null, 2)] };
}

const paneOf = (story: Story, workload: WorkloadStory, position: Position): WhyPane =>
  whyPane(story, workload, position);

const stampOf = (story: Story, position: Position) => ({
  recording: story.timeline.log.header.name,
  position,
  time: timeAt(story, position),
});

function entryJson(story: Story, { position, words, explanation, says, sums, upstream, causes }: EntryWhy) {
  const receipt = 'receipt' in explanation ? explanation.receipt : undefined;
  return {
    position,
    time: timeAt(story, position),
    actor: words.actor,
    key: position === 0 ? undefined : story.timeline.entry(position).subject,
    what: words.what,
    how: explanation.how,
    rule: receipt?.rule,
    says,
    inputs: receipt?.inputs,
    sums,
    upstream: upstream === '' ? undefined : upstream,
    lookedAt: 'lookedAt' in explanation ? explanation.lookedAt : undefined,
    instead: receipt === undefined ? [] : counterfactuals(receipt),
    causes: causes.map(cause => ({
      position: cause.position,
      time: timeAt(story, cause.position),
      actor: cause.actor,
      subject: cause.subject,
      what: cause.what,
    })),
  };
}

function workloadJson(story: Story, workload: WorkloadStory | undefined, position: Position) {
  if (workload === undefined) return null;
  const { phase, since, says } = waiting(story, workload, position);
  const { question, rows } = paneOf(story, workload, position);
  const told = rows.map(({ label, texts, sums }) => ({ label, text: texts[0], sums: sums ?? [] }));
  return { key: workload.key, phase, says, since, question, rows: told };
}

/** `deploy/nginx`, `Deployment/nginx`, `pods/nginx-abc`. */
function objectOf(word: string, namespace: string | undefined, story: Story, place: string): ObjectKey {
  const [, kind, name] = /^([^/]+)\/([^/]+)$/.exec(word) ?? [];
  if (kind === undefined || name === undefined)
    throw new Trouble(`${word}: is no object; write a kind and a name, as deploy/nginx`);
  const found = [...story.writes.keys()].filter(key => {
    const parts = partsOf(key);
    return parts.name === name && isKind(kind, parts.kind) && (namespace ?? parts.namespace) === parts.namespace;
  });
  const [first, second] = found;
  if (first === undefined)
    throw new Trouble(`${place}: has no ${word}; \`playhead get all ${place}\` lists what is there`);
  if (second !== undefined)
    throw new Trouble(
      `${word}: is in several namespaces (${found.map(key => partsOf(key).namespace).join(', ')}); choose one with -n`,
    );
  return first;
}

function isKind(word: string, kind: string): boolean {
  const [asked, full] = [word.toLowerCase(), kind.toLowerCase()];
  return asked === full || asked === `${full}s` || asked === shortKind(kind) || ALIASES[asked] === kind;
}

const ALIASES: Readonly<Record<string, string>> = { po: 'Pod', service: 'Service', cj: 'CronJob', ev: 'Event' };

const shown = (key: ObjectKey): string => `${shortKind(partsOf(key).kind)}/${partsOf(key).name}`;
