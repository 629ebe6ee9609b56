/**
 * Checks every import of packages/, apps/ and test/ against `table.mjs`. Prints a line per forbidden import and exits 1.
 * dependency-cruiser answers "0 modules" and success where it cannot read TypeScript, so what it saw is counted
 * against the files on disk.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import { TABLE, TEST_TOOLS } from './table.mjs';

const ROOT = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
/** What tests of several packages share. */
const SUPPORT = '^test/support/';
const TEST_FILE = '\\.test\\.tsx?$';

const literal = text => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const folderOf = name => TABLE.find(row => path.basename(row.folder) === name).folder;
/** How dependency-cruiser names what an import resolves to. */
const ownFiles = row => `^${literal(row.folder)}/`;
const publicFace = name => {
  const { faces = [] } = TABLE.find(({ folder }) => folder === folderOf(name)) ?? {};
  return `^${literal(folderOf(name))}/src/(${['index', ...faces].join('|')})\\.tsx?$`;
};
const npmFiles = name => `(^|/)node_modules/(@types/)?${literal(name)}/`;
const nodeModule = name => `^(node:)?${literal(name)}$`;

function ruleFor(row, test) {
  const extra = test ? TEST_TOOLS : { npm: [], node: [] };
  const files = `^${literal(row.folder)}/src/`;
  return {
    name: test ? `${row.folder} (tests)` : row.folder,
    comment: 'the table in test/architecture/table.mjs does not allow it',
    severity: 'error',
    from: test ? { path: `${files}.*${TEST_FILE}` } : { path: files, pathNot: TEST_FILE },
    to: {
      couldNotResolve: false,
      pathNot: [
        ownFiles(row),
        ...row.packages.map(publicFace),
        ...(test ? [SUPPORT] : []),
        ...[...row.npm, ...extra.npm].map(npmFiles),
        ...[...row.node, ...extra.node].map(nodeModule),
      ],
    },
  };
}

/** @returns {import('dependency-cruiser').IFlattenedRuleSet} */
function rules() {
  return {
    forbidden: [
      ...TABLE.flatMap(row => [ruleFor(row, false), ruleFor(row, true)]),
      {
        name: 'public names only',
        comment: 'test/ imports packages by their public name: no file inside them',
        severity: 'error',
        from: { path: '^(test|bench)/' },
        to: { path: '^(packages|apps)/[^/]+/', pathNot: '^(packages|apps)/[^/]+/(src/index\\.tsx?|dist/.*)$' },
      },
      {
        name: 'no cycles',
        comment: 'take out what both need into a third file',
        severity: 'error',
        from: {},
        to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
      },
      {
        name: 'must resolve',
        comment: 'nothing is there, or it is not in package.json',
        severity: 'error',
        from: {},
        to: { couldNotResolve: true },
      },
    ],
  };
}

function sourcesOnDisk(root) {
  const found = [];
  for (const top of ['packages', 'apps'].filter(folder => existsSync(path.join(root, folder))))
    for (const entry of readdirSync(path.join(root, top), { recursive: true, withFileTypes: true })) {
      const file = path.relative(root, path.join(entry.parentPath, entry.name));
      if (entry.isFile() && /^[^/]+\/[^/]+\/src\/.*\.tsx?$/.test(file)) found.push(file);
    }
  return found.sort();
}

/** Relative imports that leave their package, whatever they reach: `@playhead/NAME` is the way. */
function relativeAcross(modules) {
  const home = file => file.split('/').slice(0, 2).join('/');
  return modules.flatMap(module =>
    module.dependencies
      .filter(d => d.module.startsWith('.') && !d.couldNotResolve && /^(packages|apps)\//.test(module.source))
      .filter(d => home(d.resolved) !== home(module.source) && !new RegExp(SUPPORT).test(d.resolved))
      .map(d => `${module.source}: ${d.module}: write @playhead/… instead (public names only)`),
  );
}

/** @returns {Promise<{ seen: number, problems: string[] }>} each problem one line: file, import, rule, what to do. */
export async function checkBoundaries(root = ROOT, folders = ['packages', 'apps', 'test']) {
  const { output } = await cruise(folders, {
    baseDir: root,
    ruleSet: rules(),
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.types|tmp)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  });
  const saw = new Set(output.modules.map(module => module.source));
  const unseen = sourcesOnDisk(root).filter(file => !saw.has(file));
  return {
    seen: saw.size,
    problems: [
      ...unseen.map(file => `${file}: dependency-cruiser did not read it, so nothing here is checked`),
      ...output.summary.violations.map(v => `${v.from}: ${v.to}: ${v.rule.name}: ${commentOf(v.rule.name)}`),
      ...relativeAcross(output.modules),
    ],
  };
}

const commentOf = name => rules().forbidden.find(rule => rule.name === name).comment;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { seen, problems } = await checkBoundaries();
  for (const problem of problems) console.error(problem);
  console.log(`boundaries: ${seen} modules read, ${problems.length} forbidden imports`);
  process.exitCode = problems.length === 0 && seen > 0 ? 0 : 1;
}
