/**
 * Who may import whom. This is the one table: `boundaries.mjs` checks it, and a test holds the README's "Folders" table
 * equal to it. To let a package import something new, write it here, in its package.json and in the README.
 *
 * `packages`: other workspaces, by the last part of their name. `npm`: packages from the registry.
 * `node`: Node's own modules. What is not listed is forbidden. Unit tests may import TEST_TOOLS as well.
 *
 * `faces`: files that are public beside the index, as their package.json exports them: what is needed without the rest.
 *
 * @typedef {{ folder: string, what: string, packages: string[], npm: string[], node: string[], faces?: string[] }} Row
 */

/** @type {Row[]} */
export const TABLE = [
  {
    folder: 'packages/core',
    what: 'log, state, fold, timeline, projections; pure, runs in a browser',
    packages: [],
    npm: ['fp-ts'],
    node: [],
  },
  {
    folder: 'packages/recording',
    what: 'bytes to values and back: codecs, the .rollout file, upcasts, import and export',
    packages: ['core'],
    npm: ['fp-ts', 'io-ts', '@msgpack/msgpack', 'fflate'],
    node: ['fs', 'path', 'zlib'],
  },
  {
    folder: 'packages/api',
    what: 'what an API server does to objects: defaulting, validation, patches, quantities, selectors',
    packages: ['core'],
    npm: ['fp-ts', 'rfc6902'],
    node: [],
  },
  {
    folder: 'packages/controllers',
    what: 'how a rollout behaves: Deployment, ReplicaSet, garbage collection, scheduler, kubelet model',
    packages: ['core', 'api'],
    npm: ['fp-ts', 'croner'],
    node: [],
  },
  {
    folder: 'packages/kubectl',
    what: 'the commands people type: parsed, acted out, their words and tables printed',
    packages: ['core', 'api'],
    npm: ['fp-ts', 'commander', 'yaml'],
    node: [],
    faces: ['verbs'],
  },
  {
    folder: 'packages/simulator',
    what: 'virtual clock, work queue, seeded generator, scenarios; the only appender of simulated events',
    packages: ['core', 'api', 'controllers', 'kubectl'],
    npm: ['fp-ts', 'io-ts', 'yaml'],
    node: [],
  },
  {
    folder: 'packages/compare',
    what: 'state diff, first divergence of two logs, two strategies side by side, parity with a real cluster',
    packages: ['core', 'api', 'controllers', 'simulator'],
    npm: ['fp-ts', 'yaml'],
    node: [],
  },
  {
    folder: 'packages/fixtures',
    what: 'a rollout pinned to a folder and checked again',
    packages: ['core', 'recording', 'simulator', 'compare'],
    npm: ['fp-ts', 'io-ts'],
    node: ['crypto', 'fs', 'fs/promises', 'path'],
  },
  {
    folder: 'apps/terminal',
    what: 'the terminal app: model, message, update, view',
    packages: ['core', 'recording', 'kubectl', 'simulator'],
    npm: ['fp-ts', 'ink', 'react', 'rxjs', 'string-width', 'yaml'],
    node: ['events', 'fs', 'module'],
  },
  {
    folder: 'apps/cli',
    what: 'the one command playhead; one file per subcommand, loaded when asked',
    packages: ['core', 'recording', 'api', 'kubectl', 'simulator', 'compare', 'fixtures', 'terminal'],
    npm: ['commander', 'fp-ts'],
    node: ['events', 'fs', 'fs/promises', 'path', 'readline', 'stream'],
  },
];

/** What unit tests beside the files may import on top of their package's row. */
export const TEST_TOOLS = {
  npm: ['vitest', 'fast-check', 'ink-testing-library', '@xterm/headless', '@lydell/node-pty', 'yaml'],
  node: ['fs', 'path', 'url', 'os', 'child_process', 'zlib', 'crypto', 'util', 'stream', 'events'],
};
