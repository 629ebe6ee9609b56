/**
 * Bundles the command into dist/. Each dynamic import becomes its own chunk, so a subcommand loads what it needs and
 * `--version` almost nothing.
 */
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = name => fileURLToPath(new URL(name, import.meta.url));
export const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8'));

/** @returns {Promise<string[]>} the folders of the npm packages that went into the bundle, sorted. */
export async function bundle(outdir = here('dist')) {
  const { metafile } = await build({
    absWorkingDir: here('../..'),
    entryPoints: { playhead: here('src/main.ts') },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // their modules, of which a bundler takes what is used; by the condition "node" they are CommonJS, 250 kB more
    alias: {
      rxjs: here('../../node_modules/rxjs/dist/esm/index.js'),
      'fp-ts/lib': here('../../node_modules/fp-ts/es6'),
      'io-ts': here('../../node_modules/io-ts/es6/index.js'),
    },
    plugins: [loadedWhenNeeded],
    metafile: true,
    define: {
      PLAYHEAD_VERSION: JSON.stringify(version),
      'process.env.NODE_ENV': '"production"',
      // Yoga asks whether there is one, and Node loads its HTTP client to answer: some 50 ms for a wasm that lies inline
      fetch: 'undefined',
    },
    // Ink asks for it only where DEV=true
    external: ['react-devtools-core'],
    banner: {
      // libraries written as CommonJS call require for Node's own modules
      js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  chmodSync(path.join(outdir, 'playhead.js'), 0o755);
  removeStale(path.join(outdir, 'chunks'), Object.keys(metafile.outputs));
  const folders = Object.keys(metafile.inputs).flatMap(
    input => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? [],
  );
  return [...new Set(folders)].sort().map(folder => path.join(here('../..'), folder));
}

/** Where a module makes its own `require`, the bundle's stands in: that takes the library in, and runs it when asked. */
const loadedWhenNeeded = {
  name: 'loaded when needed',
  setup: ({ onLoad }) =>
    onLoad({ filter: /terminal[\\/]src[\\/]wide\.ts$/ }, async ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(/^const require = .*$/m, ''),
      loader: 'ts',
    })),
};

/** Chunks of earlier builds go last, so that a running command still finds its own. */
function removeStale(folder, outputs) {
  const kept = new Set(outputs.map(output => path.basename(output)));
  for (const file of readdirSync(folder)) if (!kept.has(file)) rmSync(path.join(folder, file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
