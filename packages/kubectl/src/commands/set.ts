import { formatQuantity, parseQuantity } from '@playhead/api';
import type { Container } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, type Fault, fail, failIfAny } from '../errors.ts';
import { findTargets, type Target } from '../targets.ts';
import { CHANGING_MANY, RECORD } from './common.ts';
import { resourcesAndPairs } from './pairs.ts';
import { type PodSpec, setPodSpecs } from './podSpecs.ts';
import type { Command } from './table.ts';

/** `kubectl set image TYPE/NAME CONTAINER=IMAGE...`; `*` is every container. */
export const setImage: Command = {
  path: 'set image',
  flags: [...CHANGING_MANY, RECORD],
  *run(session) {
    const { resources, pairs } = resourcesAndPairs(session.args, 'image');
    const { found, faults: missing } = yield* findTargets(session, { args: resources });
    failIfAny(missing);
    const images = pairs.map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
    const wrong: Fault[] = [];
    if (resources.length < 1 && session.flags.list('filename').length === 0)
      wrong.push({ text: 'one or more resources must be specified as <resource> <name> or <resource>/<name>' });
    if (images.length < 1) wrong.push({ text: 'at least one image update is required' });
    else if (images.length > 1 && images.some(([name]) => name === '*'))
      wrong.push({
        text: 'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      });
    failIfAny(wrong);
    const change = (spec: PodSpec, faults: Fault[]): PodSpec => {
      let next = spec;
      for (const [name, image] of images) {
        if (!each(next).some(container => name === '*' || container.name === name))
          faults.push({ text: `error: unable to find container named "${name}"` });
        else next = mapContainers(next, c => (name === '*' || c.name === name ? { ...c, image } : c));
      }
      return next;
    };
    failIfAny(
      yield* setPodSpecs(session, found, { done: 'image updated', failing: 'image update to pod template:', change }),
    );
  },
};

/** `kubectl set resources TYPE/NAME --limits=cpu=200m --requests=…`; a value of 0 takes one away. */
export const setResources: Command = {
  path: 'set resources',
  flags: [
    ...CHANGING_MANY,
    RECORD,
    { name: 'containers', short: 'c', type: 'text' },
    { name: 'limits', type: 'text' },
    { name: 'requests', type: 'text' },
  ],
  *run(session) {
    const { found, faults: missing } = yield* findTargets(session);
    failIfAny(missing);
    const { flags } = session;
    if ((flags.text('limits') ?? '') === '' && (flags.text('requests') ?? '') === '')
      fail('you must specify an update to requests or limits (in the form of --requests/--limits)');
    const limits = amounts(flags.text('limits') ?? '');
    const requests = amounts(flags.text('requests') ?? '');
    const selected = glob(flags.text('containers') ?? '*');
    const change = (spec: PodSpec, faults: Fault[]): PodSpec => {
      if (!spec.containers.some(container => selected(container.name)))
        faults.push({ text: `error: unable to find container named ${flags.text('containers')}` });
      return {
        ...spec,
        containers: spec.containers.map(c =>
          selected(c.name)
            ? {
                ...c,
                resources: {
                  ...c.resources,
                  ...(limits === undefined ? {} : { limits: { ...c.resources?.limits, ...limits } }),
                  ...(requests === undefined ? {} : { requests: { ...c.resources?.requests, ...requests } }),
                },
              }
            : c,
        ),
      };
    };
    failIfAny(
      yield* setPodSpecs(session, found, {
        done: 'resource requirements updated',
        failing: 'resources update to pod template',
        change,
      }),
    );
  },
};

/** `cpu=200m,memory=512Mi`; undefined where nothing is given. */
function amounts(text: string): Readonly<Record<string, string>> | undefined {
  if (text === '') return undefined;
  const list: Record<string, string> = {};
  for (const part of text.split(',')) {
    const [name, value, ...more] = part.split('=');
    if (value === undefined || more.length > 0) fail(`Invalid argument syntax ${part}, expected <resource>=<value>`);
    const quantity = parseQuantity(value!);
    if (E.isLeft(quantity))
      fail("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    else list[name!] = formatQuantity(quantity.right);
  }
  return list;
}

/** `kubectl set env TYPE/NAME KEY=VALUE... KEY-`. */
export const setEnv: Command = {
  path: 'set env',
  flags: [
    ...CHANGING_MANY,
    RECORD,
    { name: 'containers', short: 'c', type: 'text' },
    { name: 'env', short: 'e', type: 'array' },
    { name: 'overwrite', type: 'bool' },
    { name: 'list', type: 'bool' },
    { name: 'resolve', type: 'bool' },
    { name: 'keys', type: 'list' },
    { name: 'from', type: 'text' },
    { name: 'prefix', type: 'text' },
  ],
  *run(session) {
    const { resources, pairs } = resourcesAndPairs(session.args, 'environment variable');
    const { found, faults: missing } = yield* findTargets(session, { args: resources });
    failIfAny(missing);
    const { set, removed } = envOf([...session.flags.array('env'), ...pairs]);
    for (const { name } of set) if (!ENV_NAME.test(name)) fail(`"${name}" is not a valid key name: ${ENV_RULE}`);
    const selected = glob(session.flags.text('containers') ?? '*');
    const listing = session.flags.bool('list');
    if (listing) {
      for (const { info, name, object } of found) {
        const spec = (object!.spec?.template?.spec ?? object!.spec) as PodSpec;
        for (const c of spec.containers.filter(container => selected(container.name))) {
          session.out(`# ${info.kind} ${name}, container ${c.name}\n`);
          for (const e of (c.env ?? []) as readonly Env[]) session.out(`${e.name}=${e.value ?? ''}\n`);
        }
      }
      return;
    }
    const overwrite = session.flags.bool('overwrite', true);
    const change = (spec: PodSpec, _faults: Fault[], { info, name }: Target): PodSpec => {
      if (!each(spec).some(container => selected(container.name)))
        session.err(
          `Warning: ${info.kind}/${name} does not have any containers matching "${session.flags.text('containers')}"\n`,
        );
      return mapContainers(spec, c => (selected(c.name) ? withEnv(c, set, removed, overwrite) : c));
    };
    failIfAny(
      yield* setPodSpecs(session, found, { done: 'env updated', failing: 'env update to pod template:', change }),
    );
  },
};

/** Narrower than what the server takes (validation.IsEnvVarName). */
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const ENV_RULE =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";

interface Env {
  readonly name: string;
  readonly value?: string;
}

function envOf(words: readonly string[]): { set: Env[]; removed: string[] } {
  const set: Env[] = [];
  const removed: string[] = [];
  for (const word of words) {
    const at = word.indexOf('=');
    if (at > 0) set.push({ name: word.slice(0, at), value: word.slice(at + 1) });
    else if (word.endsWith('-')) removed.push(word.slice(0, -1));
    else fail(`unknown env argument: ${word}`);
  }
  for (const { name } of set)
    if (removed.includes(name)) fail('can not both modify and remove an environment variable in the same command');
  return { set, removed };
}

function withEnv(container: Container, set: readonly Env[], removed: readonly string[], overwrite: boolean): Container {
  const env = [...((container.env ?? []) as readonly Env[])];
  for (const variable of set) {
    const at = env.findIndex(e => e.name === variable.name);
    if (at >= 0 && !overwrite)
      throw new CommandFailed([
        { text: `'${variable.name}' already has a value (${env[at]!.value ?? ''}), and --overwrite is false` },
      ]);
    if (at >= 0) env[at] = variable;
    else env.push(variable);
  }
  const kept = env.filter(e => !removed.includes(e.name));
  const { env: _old, ...rest } = container;
  return kept.length === 0 ? (rest as Container) : { ...container, env: kept };
}

const each = (spec: PodSpec): readonly Container[] => [...(spec.initContainers ?? []), ...spec.containers];

function mapContainers(spec: PodSpec, change: (container: Container) => Container): PodSpec {
  return {
    ...spec,
    containers: spec.containers.map(change),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(change) }),
  };
}

function glob(pattern: string): (name: string) => boolean {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${text}$`);
  return name => expression.test(name);
}
