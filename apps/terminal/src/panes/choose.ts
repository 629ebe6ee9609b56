/** The choice of a workload, the most troubled first. */
import {
  byTrouble,
  lowestReady,
  type ObjectKey,
  offset,
  PHASE_SIGNS,
  plural,
  type ServiceStory,
  serviceHead,
  servicePhases,
  servicesOf,
  TROUBLE,
  timeAt,
  titleOf,
  type WorkloadStory,
  worstPhase,
} from '@playhead/core';
import { lookAt, type Model } from '../model.ts';
import { cells, fill, type Line, line, type Span, span, widthOf } from '../text.ts';
import { withHit } from '../view/hit.ts';
import { phaseTone } from '../view/tones.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const choose: PaneKind<PaneOf<'choose'>> = {
  title: model => {
    const spaces = namespacesOf(model);
    const where = spaces.length === 1 ? `in ${spaces[0]}` : `in ${spaces.length} namespaces`;
    const what = model.story.services.length > 0 ? 'workload or Service' : 'workload';
    return `which ${what} ${where}? most troubled first`;
  },
  lines: (model, { index }, width) => chooserLines(model, index, width),
  hint: 'j k choose  enter or 1-9 take  esc closes',
  opener: '',
  findable: false,
  key: (model, pane, key) => chooseKey(model, pane.index, key),
  selectedLine: (_model, { index }) => index,
};

function chooserLines(model: Model, index: number, width: number): Line[] {
  const workloads = byTrouble(model.story);
  const names = [...workloads, ...model.story.services].map(one => titleOf(one));
  const widest = Math.max(...names.map(cells), 8);
  const spaces = namespacesOf(model);
  const beside = spaces.length > 1 ? Math.min(24, Math.max(...spaces.map(cells)) + 2) : 0;
  const wide = Math.min(widest + 2, Math.max(16, width - 52 - beside));
  const begin = (namespace: string, i: number): Span[] => [
    span(` ${i === index ? '▸' : ' '}${`${i + 1}`.padEnd(names.length > 9 ? 3 : 2)}`, 'selected'),
    span(fill(names[i]!, wide), i === index ? 'bold' : 'plain'),
    span(fill(namespace, beside), 'dim'),
  ];
  const services = model.story.services.map((service, k) => {
    const i = workloads.length + k;
    const row = wholeOnly([...begin(service.namespace, i), ...serviceSpans(model, service)], width);
    return withHit(row, { kind: 'choice', index: i });
  });
  const rows = workloads.map((workload, i) => {
    const worst = worstPhase(workload);
    const row = line(
      ...begin(workload.namespace, i),
      span(`${PHASE_SIGNS[worst]} ${fill(worst, 11)}`, phaseTone(worst)),
      span(fill(lowestWords(model, workload), 29)),
      span(`here ${workload.phase.at(model.cursor.position)}`, 'dim'),
      span(servicesWords(model, workload), 'dim'),
    );
    return withHit(wholeOnly(row, width), { kind: 'choice', index: i });
  });
  return [...rows, ...services];
}

/** Without the last pieces where they would be cut. */
function wholeOnly(row: Line, width: number): Line {
  let kept = row;
  while (kept.length > 5 && widthOf(kept) > width) kept = kept.slice(0, -1);
  return kept;
}

/** `✗ outage     lowest 0 ready at +14.9s   403 lost  here serving`. */
function serviceSpans({ story, cursor }: Model, service: ServiceStory): Span[] {
  const had = new Set(servicePhases(service).values);
  const worst = TROUBLE.find(phase => phase !== 'none' && had.has(phase)) ?? 'none';
  const here = serviceHead(story, service, cursor.position);
  const low = lowestReady(service);
  const lost = service.traffic === undefined ? 0 : Math.round(service.traffic.lost.last);
  return [
    span(`${PHASE_SIGNS[worst]} ${fill(worst, 11)}`, phaseTone(worst)),
    span(
      fill(
        low === undefined ? 'never ready' : `lowest ${low.ready} ready at ${offset(timeAt(story, low.position))}`,
        29,
      ),
    ),
    span(lost > 0 ? `${lost} lost  ` : '', 'bad'),
    span(`here ${here.state.toLowerCase()}`, 'dim'),
  ];
}

/** What can be chosen, in the order of the rows. */
const choices = ({ story }: Model): ObjectKey[] => [...byTrouble(story), ...story.services].map(({ key }) => key);

const namespacesOf = ({ story }: Model): string[] => [...new Set(story.workloads.map(({ namespace }) => namespace))];

function lowestWords({ story }: Model, { lowest, job, cron }: WorkloadStory): string {
  if (cron !== undefined) return `${plural(cron.jobs.length, 'Job')} made`;
  if (job !== undefined) return `${job.succeeded.last} succeeded, ${job.failed.last} failed`;
  if (lowest === undefined) return 'never complete';
  return `lowest ${lowest.serving} of ${lowest.of} at ${offset(timeAt(story, lowest.position))}`;
}

/** `  behind svc/nginx-svc`. */
function servicesWords({ story }: Model, workload: WorkloadStory): string {
  const names = servicesOf(story, workload).map(({ name }) => `svc/${name}`);
  return names.length === 0 ? '' : `  behind ${names.join(', ')}`;
}

function chooseKey(model: Model, index: number, key: string): Model | undefined {
  const keys = choices(model);
  const to = (next: number): Model => ({
    ...model,
    open: { kind: 'choose', scroll: 0, index: Math.max(0, Math.min(keys.length - 1, next)) },
  });
  switch (key) {
    case 'j':
    case 'down':
    case 'tab':
      return to(key === 'tab' ? (index + 1) % keys.length : index + 1);
    case 'k':
    case 'up':
      return to(index - 1);
    case 'enter':
      return chosen(model, index);
    default:
      if (!/^[1-9]$/.test(key)) return undefined;
      return Number(key) <= keys.length
        ? chosen(model, Number(key) - 1)
        : { ...model, notice: `there are ${keys.length} to choose from` };
  }
}

/** What stands in that row on the screen, and the chooser closed. */
export function chosen(model: Model, index: number): Model {
  const key = choices(model)[index];
  return { ...(key === undefined ? model : lookAt(model, key)), open: undefined };
}
