import { parseQuantity } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { fail } from '../errors.ts';
import type { Session } from '../session.ts';
import { CHANGING } from './common.ts';
import { createOne, nameFrom } from './create.ts';
import type { Command } from './table.ts';

const FLAGS = [
  ...CHANGING.filter(flag => flag.name !== 'filename'),
  { name: 'save-config', type: 'bool' },
  { name: 'validate', type: 'text', bare: 'strict' },
] as const;

/** `kubectl create configmap NAME --from-literal=key=value --from-file=[key=]FILE`. */
export const createConfigMap: Command = {
  path: 'create configmap',
  aliases: ['create cm'],
  flags: [...FLAGS, { name: 'from-literal', type: 'array' }, { name: 'from-file', type: 'list' }],
  *run(session) {
    const name = nameFrom(session, 'configmap');
    const pairs = [...session.flags.list('from-file').map(source => fromFile(session, source)), ...literals(session)];
    const data: Record<string, string> = {};
    for (const [key, value] of pairs) {
      if (data[key] !== undefined)
        fail(`cannot add key ${key}, another key by that name already exists in Data for ConfigMap ${name}`);
      data[key] = value;
    }
    const object = { ...named('ConfigMap', name, session), ...(pairs.length === 0 ? {} : { data }) };
    yield* createOne(session, object, { manager: MANAGER, failing: 'failed to create configmap: ', plain: true });
  },
};

const MANAGER = 'kubectl-create';

const literals = ({ flags }: Session): (readonly [string, string])[] =>
  flags.array('from-literal').map(source => {
    const at = source.indexOf('=');
    if (at < 1) fail(`invalid literal source ${source}, expected key=value`);
    return [source.slice(0, at), source.slice(at + 1).replace(/^(['"])(.*)\1$/, '$2')] as const;
  });

function fromFile({ invocation }: Session, source: string): readonly [string, string] {
  const at = source.indexOf('=');
  const path = source.slice(at + 1);
  const key = at < 0 ? path.split('/').at(-1)! : source.slice(0, at);
  return [key, invocation.files[path] ?? fail(`error reading ${path}: no such file or directory`)];
}

/** `kubectl create quota NAME --hard=pods=5,requests.cpu=1`. */
export const createQuota: Command = {
  path: 'create quota',
  aliases: ['create resourcequota'],
  flags: [...FLAGS, { name: 'hard', type: 'text' }, { name: 'scopes', type: 'text' }],
  *run(session) {
    const name = nameFrom(session, 'quota');
    const [hard, scopes] = [session.flags.text('hard') ?? '', session.flags.text('scopes') ?? ''];
    const object = {
      ...named('ResourceQuota', name, session),
      spec: {
        ...(hard === '' ? {} : { hard: amounts(hard) }),
        ...(scopes === '' ? {} : { scopes: scopes.split(',') }),
      },
      status: {},
    } as KubeObject;
    yield* createOne(session, object, { manager: MANAGER, failing: 'failed to create quota: ', plain: true });
  },
};

function amounts(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(',').map(statement => {
      const [resource, amount, ...more] = statement.split('=');
      if (amount === undefined || more.length > 0)
        return fail(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
      const parsed = parseQuantity(amount);
      return E.isLeft(parsed) ? fail(parsed.left) : [resource!, amount];
    }),
  );
}

const named = (kind: string, name: string, { namespace }: Session): KubeObject =>
  ({ apiVersion: 'v1', kind, metadata: { name, namespace } }) as unknown as KubeObject;
