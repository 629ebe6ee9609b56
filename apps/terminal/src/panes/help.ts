/** Help, made from the key table and the table of commands. */
import { KEYS } from '../keys.ts';
import { fill, type Line, line, span } from '../text.ts';
import type { PaneKind, PaneOf } from './pane.ts';

export const help: PaneKind<PaneOf<'help'>> = {
  title: () => 'keys',
  lines: (_model, _pane, width) => helpLines(width),
  hint: 'j k line  space b page  g G ends  esc closes',
  opener: '?',
};

function helpLines(width: number): Line[] {
  const rows = KEYS.map(({ shown, does }) => ({ shown, does }));
  const signs: Line[] = [
    [],
    line(
      span(
        '  mouse: a click in a lane goes to that time, on a pod selects it, on an entry goes to it; the wheel steps',
      ),
    ),
    line(span('  shift-drag selects text, as without a mouse (in some terminals alt or fn)')),
    line(span('  ● ready  ◐ running, not ready  ○ pending  ◌ leaving  ✗ failing  · gone')),
    line(
      span(
        '  ━ serving  ╌ not  ─ the recorded future;  ceiling = replicas + maxSurge, floor = replicas − maxUnavailable',
      ),
    ),
    line(span('  serving: ready and not leaving, what endpoints would send to.  existing: all pods not gone')),
  ];
  if (width < 100) return [...rows.map(row => helpRow(row.shown, row.does)), ...signs];
  const half = Math.ceil(rows.length / 2);
  const column = Math.floor(width / 2);
  const two = rows.slice(0, half).map((row, i): Line => {
    const right = rows[i + half];
    const left = fill(`  ${row.shown.padEnd(10)} ${row.does}`, column);
    return line(span(left), span(right === undefined ? '' : `  ${right.shown.padEnd(10)} ${right.does}`));
  });
  return [...two, ...signs];
}

const helpRow = (shown: string, does: string): Line => line(span(`  ${shown.padEnd(10)} `, 'bold'), span(does));
