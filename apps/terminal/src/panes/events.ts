/** The Kubernetes Events there are at the position, the last said first. */
import { duration, type EventRow, kubeEvents, plural, shortKind } from '@playhead/core';
import { type Model, shownWorkload } from '../model.ts';
import { cells, fill, type Line, line, span, wrap } from '../text.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const events: PaneKind<PaneOf<'events'>> = {
  title: (model, { warnings }) => {
    const rows = kubeEvents(model.story, model.cursor.position);
    const wrong = rows.filter(isWarning).length;
    const told = warnings ? 'warnings only' : wrong === 0 ? 'no warning' : plural(wrong, 'warning');
    return `Kubernetes Events at @${model.cursor.position}: ${plural(rows.length, 'sort')}, ${told}`;
  },
  lines: (model, { warnings }, width) => eventLines(model, warnings, width),
  hint: 'j k line  space b page  tab warnings only  / n N find  ←→ step  esc closes',
  opener: 'e',
  key: (model, pane, key) =>
    key === 'tab' ? { ...model, open: { ...pane, warnings: !pane.warnings, scroll: 0 } } : undefined,
};

const isWarning = ({ type }: EventRow): boolean => type !== 'Normal';

function eventLines(model: Model, warnings: boolean, width: number): Line[] {
  const now = model.cursor.time;
  const rows = kubeEvents(model.story, model.cursor.position).filter(row => !warnings || isWarning(row));
  if (rows.length === 0) return [line(span(warnings ? '  no warning here' : '  none here', 'dim'))];
  const several = new Set(rows.map(row => row.namespace)).size > 1;
  const objects = rows.map(row => objectOf(row, several, shownWorkload(model)?.name ?? ''));
  const reasons = Math.min(24, Math.max(...rows.map(row => cells(row.reason))));
  const wide = Math.min(Math.floor(width / 3), Math.max(...objects.map(cells)));
  const counts = rows.map(({ count }) => (count > 1 ? `×${count}` : ''));
  const counted = Math.max(4, ...counts.map(cells));
  const lead = 15 + counted + reasons + 2 + wide + 2;
  return rows.flatMap((row, i) => {
    const tone = isWarning(row) ? 'bad' : 'plain';
    const message = row.message.replaceAll(`${row.namespace}/`, '');
    const [first = '', ...more] = isWarning(row) ? wrap(message, Math.max(20, width - lead)) : [message];
    return [
      line(
        span(`  ${fill(`${age(now - row.last)} ago`, 10)}${fill(counts[i]!, counted + 1)}`, 'dim'),
        span(`${isWarning(row) ? '✗' : ' '} `, tone),
        span(`${fill(row.reason, reasons)}  `, tone),
        span(`${fill(objects[i]!, wide)}  `),
        span(first, tone),
      ),
      ...more.map(text => line(span(' '.repeat(lead)), span(text, tone))),
    ];
  });
}

/** Events carry whole seconds: one may be said to be a second ahead. */
const age = (ms: number): string => duration(Math.max(0, Math.round(ms / 1000) * 1000)).replace('.0s', 's');

/** `pod/ggmjb`: the workload's own name is left out of what it made; `3 pods` where several said the same. */
function objectOf(row: EventRow, several: boolean, workload: string): string {
  const kind = shortKind(row.kind);
  const name = row.name.startsWith(`${workload}-`) ? row.name.slice(workload.length + 1) : row.name;
  const where = several ? ` -n ${row.namespace}` : '';
  return row.objects > 1 ? `${row.objects} ${kind}${kind.endsWith('s') ? '' : 's'}${where}` : `${kind}/${name}${where}`;
}
