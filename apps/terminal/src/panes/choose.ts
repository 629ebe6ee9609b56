/** The choice of a workload, the most troubled first. */
import {
  byTrouble,
  offset,
  PHASE_SIGNS,
  plural,
  servicesOf,
  shortKind,
  timeAt,
  type WorkloadStory,
  worstPhase,
} from '@playhead/core';
import type { Model } from '../model.ts';
import { cells, fill, type Line, line, span } from '../text.ts';
import { withHit } from '../view/hit.ts';
import { phaseTone } from '../view/tones.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const choose: PaneKind<PaneOf<'choose'>> = {
  title: model => {
    const spaces = namespacesOf(model);
    const where = spaces.length === 1 ? `in ${spaces[0]}` : `in ${spaces.length} namespaces`;
    return `which workload ${where}? most troubled first`;
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
  const names = workloads.map(({ kind, name }) => `${shortKind(kind)}/${name}`);
  const widest = Math.max(...names.map(cells), 8);
  const spaces = namespacesOf(model);
  const beside = spaces.length > 1 ? Math.min(24, Math.max(...spaces.map(cells)) + 2) : 0;
  const wide = Math.min(widest + 2, Math.max(16, width - 52 - beside));
  return workloads.map((workload, i) => {
    const worst = worstPhase(workload);
    const row = line(
      span(` ${i === index ? '▸' : ' '}${`${i + 1}`.padEnd(workloads.length > 9 ? 3 : 2)}`, 'selected'),
      span(fill(names[i]!, wide), i === index ? 'bold' : 'plain'),
      span(fill(workload.namespace, beside), 'dim'),
      span(`${PHASE_SIGNS[worst]} ${fill(worst, 11)}`, phaseTone(worst)),
      span(fill(lowestWords(model, workload), 27)),
      span(`here ${workload.phase.at(model.cursor.position)}`, 'dim'),
      span(servicesWords(model, workload), 'dim'),
    );
    return withHit(row, { kind: 'choice', index: i });
  });
}

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
  const workloads = byTrouble(model.story);
  const to = (next: number): Model => ({
    ...model,
    open: { kind: 'choose', scroll: 0, index: Math.max(0, Math.min(workloads.length - 1, next)) },
  });
  switch (key) {
    case 'j':
    case 'down':
    case 'tab':
      return to(key === 'tab' ? (index + 1) % workloads.length : index + 1);
    case 'k':
    case 'up':
      return to(index - 1);
    case 'enter':
      return chosen(model, index);
    default:
      if (!/^[1-9]$/.test(key)) return undefined;
      return Number(key) <= workloads.length
        ? chosen(model, Number(key) - 1)
        : { ...model, notice: `there are ${workloads.length} workloads` };
  }
}

/** The workload of that rank of trouble on the screen, and the chooser closed. */
export const chosen = (model: Model, index: number): Model => ({
  ...model,
  workload: byTrouble(model.story)[index]?.key ?? model.workload,
  selected: undefined,
  open: undefined,
});
