/**
 * Makes the one package that is published, `playhead`: the bundle, what the licences of the bundled libraries ask for,
 * and nothing to download at install.
 *   node apps/cli/pack.mjs [FOLDER]     writes FOLDER/playhead-VERSION.tgz and prints its path (default: apps/cli)
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, version } from './build.mjs';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const target = path.resolve(process.argv[2] ?? here('.'));

const manifest = {
  name: 'playhead',
  version,
  description: 'Record, simulate, replay and compare Kubernetes rollouts: a time-travel debugger in the terminal',
  keywords: ['kubernetes', 'rollout', 'deployment', 'time-travel', 'debugger', 'simulator', 'kubectl-plugin'],
  license: 'Apache-2.0',
  type: 'module',
  engines: { node: '>=20.19' },
  bin: { playhead: 'dist/playhead.js', 'kubectl-playhead': 'dist/playhead.js' },
  files: ['dist', 'CHANGELOG.md', 'THIRD-PARTY-LICENSES'],
};

/** Every bundled library with its licence's own words. */
function licences(folders) {
  return folders
    .map(folder => {
      const { name, version: v, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find(entry => /^(licen[cs]e|copying)/i.test(entry));
      const words =
        file === undefined
          ? `(${license}; the package has no licence file)`
          : readFileSync(path.join(folder, file), 'utf8').trim();
      return `${name} ${v} (${license})\n\n${words}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'playhead-pack-'));
const libraries = await bundle(path.join(folder, 'dist'));
for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md']) cpSync(here(`../../${file}`), path.join(folder, file));
writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(path.join(folder, 'THIRD-PARTY-LICENSES'), licences(libraries));
mkdirSync(target, { recursive: true });
const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
  cwd: folder,
  encoding: 'utf8',
});
rmSync(folder, { recursive: true });
console.log(path.join(target, packed.trim().split('\n').at(-1)));
