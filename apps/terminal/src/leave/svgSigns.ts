/** The signs of our screens as shapes, each over so many equal cells. */
const W = 8.4;
const H = 18;

type Shape = (x: number, y: number, wide: number) => string;

/** The shape of a sign over `wide` cells from x, y; undefined where it is a letter. */
export const signShape = (sign: string, wide: number, x: number, y: number): string | undefined =>
  SHAPES[sign]?.(x, y, wide);

const r = (n: number): number => Math.round(n * 100) / 100;

const horizontal =
  (thick: number, dashed = false): Shape =>
  (x, y, wide) =>
    `<path d="M${r(x)} ${r(y + H / 2)}h${r(wide * W)}" fill="none" stroke-width="${thick}"${dashed ? ' stroke-dasharray="2.8 1.4"' : ''}/>`;

const vertical =
  (thick: number): Shape =>
  (x, y, wide) =>
    every(x, wide, at => `<path d="M${r(at + W / 2)} ${r(y)}v${H}" fill="none" stroke-width="${thick}"/>`);

/** A bar of so many eighths from the foot of the cell. */
const bar =
  (eighths: number): Shape =>
  (x, y, wide) =>
    `<rect x="${r(x)}" y="${r(y + H - (H * eighths) / 8)}" width="${r(wide * W)}" height="${r((H * eighths) / 8)}" stroke="none"/>`;

const RADIUS = 3.4;
const circle =
  (rest: string, inner: (cx: number, cy: number) => string = () => ''): Shape =>
  (x, y, wide) =>
    every(x, wide, at => {
      const [cx, cy] = [r(at + W / 2), r(y + H / 2)];
      return `<circle cx="${cx}" cy="${cy}" r="${RADIUS}" ${rest}/>${inner(cx, cy)}`;
    });

const cross: Shape = (x, y, wide) =>
  every(x, wide, at => {
    const [cx, cy, d] = [at + W / 2, y + H / 2, 2.9];
    return `<path d="M${r(cx - d)} ${r(cy - d)}l${2 * d} ${2 * d}m0 ${-2 * d}l${-2 * d} ${2 * d}" fill="none" stroke-width="1.7"/>`;
  });

const triangle =
  (points: (cx: number, cy: number) => string): Shape =>
  (x, y, wide) =>
    every(x, wide, at => `<path d="${points(at + W / 2, y + H / 2)}" stroke="none"/>`);

function every(x: number, wide: number, draw: (at: number) => string): string {
  let drawn = '';
  for (let i = 0; i < wide; i++) drawn += draw(x + i * W);
  return drawn;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  '─': horizontal(1),
  '━': horizontal(2.6),
  '═': (x, y, wide) =>
    [-1.7, 1.7]
      .map(d => `<path d="M${r(x)} ${r(y + H / 2 + d)}h${r(wide * W)}" fill="none" stroke-width="1.3"/>`)
      .join(''),
  '╌': horizontal(1.4, true),
  '┄': horizontal(1, true),
  '│': vertical(1),
  '┃': vertical(2.2),
  '┬': (x, y) =>
    `<path d="M${r(x)} ${r(y + H / 2)}h${W}M${r(x + W / 2)} ${r(y + H / 2)}v${H / 2}" fill="none" stroke-width="1"/>`,
  '┤': (x, y) =>
    `<path d="M${r(x)} ${r(y + H / 2)}h${r(W / 2)}M${r(x + W / 2)} ${r(y)}v${H}" fill="none" stroke-width="1"/>`,
  '▏': (x, y) => `<rect x="${r(x)}" y="${r(y + 2)}" width="1.5" height="${H - 4}" stroke="none"/>`,
  ...Object.fromEntries([...'▁▂▃▄▅▆▇█'].map((sign, i) => [sign, bar(i + 1)])),
  '●': circle('stroke-width="1"'),
  '○': circle('fill="none" stroke-width="1.3"'),
  '◌': circle('fill="none" stroke-width="1.3" stroke-dasharray="1.6 1.5"'),
  '◐': circle(
    'fill="none" stroke-width="1.3"',
    (cx, cy) => `<path d="M${cx} ${r(cy - RADIUS)}a${RADIUS} ${RADIUS} 0 0 0 0 ${2 * RADIUS}z" stroke="none"/>`,
  ),
  '✗': cross,
  '✓': (x, y, wide) =>
    every(x, wide, at => `<path d="M${r(at + 1.4)} ${r(y + H / 2)}l2.2 3l3.6 -6.4" fill="none" stroke-width="1.7"/>`),
  '▼': triangle((cx, cy) => `M${r(cx - 3.6)} ${r(cy - 2.6)}h7.2l-3.6 6z`),
  '▸': triangle((cx, cy) => `M${r(cx - 2.4)} ${r(cy - 3.6)}v7.2l5.4 -3.6z`),
};
