/** What `why` says, as aligned text. */
import {
  type EntryWhy,
  type EntryWords,
  offset,
  PHASE_SIGNS,
  type Position,
  partsOf,
  type Story,
  shortKind,
  timeAt,
  type WhyPane,
  type WorkloadStory,
  waiting,
} from '@playhead/core';

const LABEL = 14;
/** How many causes are told one by one before the one that began it. */
const CAUSES = 6;

const row = (label: string, text: string): string => `  ${label.padEnd(LABEL)}${text}`.trimEnd();
const rows = (label: string, texts: readonly string[]): string[] =>
  texts.map((text, i) => row(i === 0 ? label : '', text));

/** The entry, its rule and sums, other outcomes, and what led to it. */
export function entryLines(story: Story, why: EntryWhy): string[] {
  const { position, words, explanation, says, sums, upstream, instead, causes } = why;
  if (position === 0) return ['@0  before the first entry: nothing was written yet'];
  const subject = story.timeline.entry(position).subject;
  const named = subject === undefined ? '' : `  ${shortKind(partsOf(subject).kind)}/${partsOf(subject).name}`;
  const lookedAt = 'lookedAt' in explanation ? explanation.lookedAt : undefined;
  return [
    `@${position}  ${offset(timeAt(story, position))}  ${words.actor}${named}  ${words.what}`,
    '',
    ...rows(explanation.how === 'decided' ? 'decided' : 'why', [says, ...sums]),
    ...(upstream === '' ? [] : rows('upstream', upstream.split('; '))),
    ...(lookedAt === undefined ? [] : [row('seen', `the state at @${lookedAt}, as its caches had it`)]),
    ...rows('if it were', instead),
    ...chain(story, causes),
  ];
}

function chain(story: Story, causes: readonly EntryWords[]): string[] {
  const began = causes.at(-1);
  if (began === undefined) return [];
  const between = causes.slice(0, -1);
  const left = between.length - CAUSES;
  const told = left > 1 ? between.slice(0, CAUSES) : between;
  const widths = [...told, began].map(({ actor, subject }) => [actor.length, subject.length] as const);
  const [actors, subjects] = [Math.max(...widths.map(([a]) => a)), Math.max(...widths.map(([, s]) => s))];
  const lineOf = ({ position, actor, subject, what }: EntryWords): string =>
    `${`@${position}`.padEnd(1 + String(story.length).length)}  ${offset(timeAt(story, position)).padStart(9)}  ${actor.padEnd(actors)}  ${subject.padEnd(subjects)}  ${what}`;
  return [
    ...rows('came of', [...told.map(lineOf), ...(left > 1 ? [`… ${left} more`] : [])]),
    row('began with', lineOf(began)),
  ];
}

/** The workload as the screen's head has it, and the answer to its question with every sum. */
export function workloadLines(story: Story, workload: WorkloadStory, at: Position, pane: WhyPane): string[] {
  const { phase, says } = waiting(story, workload, at);
  return [`${PHASE_SIGNS[phase]} ${says}`, '', pane.question, ...paneLines(pane)];
}

export function waitingLines(story: Story, workload: WorkloadStory, at: Position, pane: WhyPane): string[] {
  const { phase, says } = waiting(story, workload, at);
  const calm = phase === 'complete' || phase === 'none';
  return [`${PHASE_SIGNS[phase]} ${says}`, ...(calm ? [] : ['', ...paneLines(pane)])];
}

const paneLines = ({ rows: told }: WhyPane): string[] =>
  told.flatMap(({ label, texts, sums }) => rows(label, [texts[0] ?? '', ...(sums ?? [])]));
