/** The choice of a workload, the most troubled first. */
import { byTrouble, offset, PHASE_SIGNS, shortKind, timeAt, worstPhase } from '@playhead/core';
import type { Model } from '../model.ts';
import { fill, type Line, line, span } from '../text.ts';
import { withHit } from '../view/hit.ts';
import { phaseTone } from '../view/tones.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const choose: PaneKind<PaneOf<'choose'>> = {
  title: () => 'which workload? most troubled first',
  lines: (model, { index }) => chooserLines(model, index),
  hint: 'j k choose  enter or 1-9 take  esc closes',
  opener: '',
  findable: false,
  key: (model, pane, key) => chooseKey(model, pane.index, key),
  selectedLine: (_model, { index }) => index,
};

function chooserLines(model: Model, index: number): Line[] {
  return byTrouble(model.story).map((workload, i) => {
    const worst = worstPhase(workload);
    const low = workload.lowest;
    const now = workload.phase.at(model.cursor.position);
    const words =
      low === undefined
        ? 'never complete'
        : `lowest ${low.serving} of ${low.of} at ${offset(timeAt(model.story, low.position))}`;
    return withHit(
      line(
        span(` ${i === index ? '▸' : ' '}${i + 1} `, 'selected'),
        span(fill(`${shortKind(workload.kind)}/${workload.name}`, 34), i === index ? 'bold' : 'plain'),
        span(fill(workload.namespace, 24), 'dim'),
        span(`${PHASE_SIGNS[worst]} ${fill(worst, 11)}`, phaseTone(worst)),
        span(fill(words, 32)),
        span(`here ${now}`, 'dim'),
      ),
      { kind: 'choice', index: i },
    );
  });
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
