import { type ExecFileSyncOptionsWithStringEncoding, execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inFolder, ROOT } from './playhead.ts';

test('the published package installs in an empty folder without a download, and runs', () => {
  inFolder(folder => {
    const quiet: ExecFileSyncOptionsWithStringEncoding = {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    };
    const tarball = execFileSync(process.execPath, [path.join(ROOT, 'apps/cli/pack.mjs'), folder], quiet).trim();
    writeFileSync(path.join(folder, 'package.json'), '{}');
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], quiet);
    const installed = path.join(folder, 'node_modules/playhead');
    const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md', 'THIRD-PARTY-LICENSES'])
      expect(readFileSync(path.join(installed, file), 'utf8')).not.toBe('');
    const run = (bin: string, ...args: string[]) => spawnSync(bin, args, { cwd: folder, encoding: 'utf8' });
    const bin = path.join(folder, 'node_modules/.bin/playhead');
    expect(run(bin, '--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
    const plugin = path.join(folder, 'kubectl-playhead');
    symlinkSync(path.join(installed, 'dist/playhead.js'), plugin);
    expect(run(plugin, '--help').stdout).toContain('Usage: kubectl playhead');
  });
}, 60_000);
