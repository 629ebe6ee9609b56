/**
 * The pictures of the README, drawn by the built command from kept recordings: `npm run pictures`. A test holds the files
 * equal to what is drawn now.
 *
 * @typedef {{ name: string, args: string[] }} Picture
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const FOLDER = path.join(ROOT, 'scenarios/pictures');

const RECORDINGS = 'scenarios/recordings';

/** @type {Picture[]} */
export const PICTURES = [
  { name: 'outage', args: [`${RECORDINGS}/checkout-oom.rollout`, '--at', 'lowest', '--size', '110x34'] },
  { name: 'stuck', args: [`${RECORDINGS}/rollback-bad-image.rollout`, '--at', '@131', '--size', '160x45'] },
  { name: 'hundred', args: [`${RECORDINGS}/hundred.rollout`, '--at', '@2147', '--size', '110x34'] },
  { name: 'service', args: ['scenarios/lost-requests.yaml', '--on', 'svc/web', '--at', '+15.5s', '--size', '110x37'] },
  {
    name: 'beside',
    args: [
      'scenarios/rollback-bad-image.yaml',
      `${RECORDINGS}/rollback-bad-image.rollout`,
      '--at',
      'stuck',
      '--size',
      '160x34',
    ],
  },
];

/** @param {Picture} picture */
export const draw = ({ args }) =>
  execFileSync(process.execPath, [path.join(ROOT, 'apps/cli/dist/playhead.js'), 'open', ...args, '--svg', '-'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const picture of PICTURES) {
    writeFileSync(path.join(FOLDER, `${picture.name}.svg`), draw(picture));
    console.log(`scenarios/pictures/${picture.name}.svg`);
  }
