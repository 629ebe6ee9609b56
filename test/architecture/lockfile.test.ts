/** `npm ci` on another kind of machine needs what this one does not: the lock file must hold it too. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

test('every optional package of every platform is locked', () => {
  const missing = Object.entries(packages).flatMap(([at, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter(
        name => packages[`node_modules/${name}`] === undefined && packages[`${at}/node_modules/${name}`] === undefined,
      )
      .map(name => `${at}: ${name}: not in package-lock.json; take a version of which all platforms are published`),
  );
  expect(missing).toEqual([]);
  expect(Object.values(packages).some(({ optionalDependencies }) => optionalDependencies !== undefined)).toBe(true);
});

test('it names no registry: whoever installs uses their own', () => {
  const hosts = Object.entries(packages).filter(
    ([, { resolved }]) => resolved !== undefined && /^\w+:\/\//.test(resolved),
  );
  expect(hosts).toEqual([]);
});
