/**
 * Bundles the command into dist/. Each dynamic import becomes its own chunk, so a subcommand loads what it needs and
 * `--version` almost nothing.
 */
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8'));

rmSync(here('dist'), { recursive: true, force: true });
await build({
  entryPoints: { playhead: here('src/main.ts') },
  outdir: here('dist'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'external',
  define: { PLAYHEAD_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
  // Ink asks for it only where DEV=true
  external: ['react-devtools-core'],
  banner: {
    // libraries written as CommonJS call require for Node's own modules
    js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
