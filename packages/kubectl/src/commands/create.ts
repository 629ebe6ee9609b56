import { fnv32, safeEncode } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import { type Fault, fail, failIfAny } from '../errors.ts';
import { infoOfKind } from '../kinds.ts';
import { readManifests } from '../manifests.ts';
import { compactJson } from '../printers/json.ts';
import { type Act, asJson, attempt, CHANGE_CAUSE, refused, type Session, withAnnotation } from '../session.ts';
import { LAST_APPLIED } from './apply.ts';
import { CHANGING, dryRunOf, printDone, RECORD, validationOf, writing } from './common.ts';
import type { Command } from './table.ts';

const MANAGER = 'kubectl-create';
const SAVE_CONFIG = { name: 'save-config', type: 'bool' } as const;
const VALIDATE = { name: 'validate', type: 'text', bare: 'strict' } as const;

/** `kubectl create -f`. */
export const create: Command = {
  path: 'create',
  flags: [...CHANGING, RECORD, SAVE_CONFIG, VALIDATE],
  *run(session) {
    const files = session.flags.list('filename');
    const [unexpected] = session.args;
    if (files.length === 0 && unexpected !== undefined)
      fail(`Unexpected args: [${session.args.join(' ')}]\nSee 'kubectl create -h' for help and examples`);
    if (files.length === 0) fail('must specify one of -f and -k');
    const manifests = readManifests(session, files);
    if (manifests.length === 0) fail('no objects passed to create');
    const faults: Fault[] = [];
    for (const { file, object } of manifests) {
      const caused =
        session.changeCause === undefined ? object : withAnnotation(object, CHANGE_CAUSE, session.changeCause);
      const done = yield* attempt(
        createOne(session, caused, { manager: MANAGER, failing: `error when creating "${file}": ` }),
      );
      if ('faults' in done) faults.push(...done.faults);
    }
    failIfAny(faults);
  },
};

interface Creating {
  readonly manager: string;
  /** What is printed when it is done; `created` where nothing else is said. */
  readonly done?: string;
  /** Said before a refusal. */
  readonly failing?: string;
  /** A refusal is told as plain text. */
  readonly plain?: boolean;
}

/** Creates an object and prints that it did. */
export function* createOne(
  session: Session,
  object: KubeObject,
  { manager, done = 'created', failing, plain = false }: Creating,
): Act<void> {
  const dryRun = dryRunOf(session);
  const info = infoOfKind(object.kind)!;
  const saved = session.flags.bool('save-config')
    ? withAnnotation(
        object,
        LAST_APPLIED,
        `${compactJson(asJson({ ...object, metadata: { ...object.metadata, annotations: {} } }))}\n`,
      )
    : object;
  if (dryRun === 'client') {
    printDone(session, info, saved, done, dryRun);
    return;
  }
  const answer = yield* session.ask({
    verb: 'create',
    object: saved,
    ...writing(session, manager, dryRun),
    fieldValidation: validationOf(session),
  });
  if (answer.refusal !== undefined)
    failIfAny([plain ? { text: `${failing}${answer.refusal.message}` } : refused(answer, failing)]);
  printDone(session, info, answer.object ?? saved, done, dryRun);
}

/** `kubectl create deployment NAME --image=I`: labels and selector `app=NAME`, containers named after their images. */
export const createDeployment: Command = {
  path: 'create deployment',
  aliases: ['create deploy', 'create dep'],
  required: ['image'],
  flags: [
    ...CHANGING.filter(flag => flag.name !== 'filename'),
    SAVE_CONFIG,
    VALIDATE,
    { name: 'image', type: 'list' },
    { name: 'port', type: 'int' },
    { name: 'replicas', short: 'r', type: 'int' },
  ],
  *run(session) {
    const name = nameFrom(session, 'deployment');
    const images = session.flags.array('image');
    const command = session.args.slice(1);
    if (images.length > 1 && command.length > 0) fail('cannot specify multiple --image options and command');
    const port = session.flags.int('port') ?? -1;
    const replicas = session.flags.int('replicas') ?? 1;
    const labels = { app: name };
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: session.namespace, labels },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        strategy: {},
        template: {
          metadata: { labels },
          spec: {
            containers: images.map((image, at) => ({
              name: containerNameOf(image),
              image,
              ...(command.length > 0 ? { command } : {}),
              ...(port >= 0 && at === 0 ? { ports: [{ containerPort: port }] } : {}),
              resources: {},
            })),
          },
        },
      },
      status: {},
    } as unknown as KubeObject;
    yield* createOne(session, object, { manager: MANAGER, failing: 'failed to create deployment: ', plain: true });
  },
};

/**
 * `nginx` of `registry.example/nginx:1.14@sha256:…`. A name in which `_` and `.` became dashes gets five characters so
 * that it is no other's: kubectl draws them, here they are made from the image.
 */
function containerNameOf(image: string): string {
  const name = image.split('/').at(-1)!.split(':')[0]!.split('@')[0] ?? '';
  if (!/[_.]/.test(name)) return name;
  return `${name.replace(/[_.]/g, '-')}-${safeEncode(String(fnv32(image)))
    .padEnd(5, 'b')
    .slice(0, 5)}`;
}

export function nameFrom(session: Session, what: string): string {
  const [name] = session.args;
  return name ?? fail(`exactly one NAME is required, got 0\nSee 'kubectl create ${what} -h' for help and examples`);
}
