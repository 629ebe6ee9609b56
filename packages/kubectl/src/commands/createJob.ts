import type { KubeObject } from '@playhead/core';
import { fail, failIfAny } from '../errors.ts';
import type { Act, Session } from '../session.ts';
import { findTargets } from '../targets.ts';
import { CHANGING } from './common.ts';
import { createOne, nameFrom } from './create.ts';
import type { Command } from './table.ts';

const FLAGS = [
  ...CHANGING.filter(flag => flag.name !== 'filename'),
  { name: 'save-config', type: 'bool' },
  { name: 'validate', type: 'text', bare: 'strict' },
  { name: 'image', type: 'text' },
] as const;

/** `kubectl create job NAME --image=I -- COMMAND`, or `--from=cronjob/NAME`: one run of a CronJob by hand. */
export const createJob: Command = {
  path: 'create job',
  flags: [...FLAGS, { name: 'from', type: 'text' }],
  *run(session) {
    const name = nameFrom(session, 'job');
    const command = session.args.slice(1);
    const [image, from] = [session.flags.text('image') ?? '', session.flags.text('from') ?? ''];
    if ((image === '') === (from === '')) fail('either --image or --from must be specified');
    if (from !== '' && command.length > 0) fail('cannot specify --from and command');
    const object = yield* from === '' ? fromImage(session, name, image, command) : fromCronJob(session, name, from);
    yield* createOne(session, object, { manager: 'kubectl-create', failing: 'failed to create job: ', plain: true });
  },
};

/** `kubectl create cronjob NAME --image=I --schedule=S -- COMMAND`. */
export const createCronJob: Command = {
  path: 'create cronjob',
  aliases: ['create cj'],
  required: ['image', 'schedule'],
  flags: [...FLAGS, { name: 'schedule', type: 'text' }, { name: 'restart', type: 'text' }],
  *run(session) {
    const name = nameFrom(session, 'cronjob');
    const { flags } = session;
    const restart = flags.text('restart') ?? '';
    const template = podTemplate(
      name,
      flags.text('image') ?? '',
      session.args.slice(1),
      restart === '' ? 'OnFailure' : restart,
    );
    const object = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name, namespace: session.namespace },
      spec: { schedule: flags.text('schedule'), jobTemplate: { metadata: { name }, spec: { template } } },
      status: {},
    } as unknown as KubeObject;
    yield* createOne(session, object, {
      manager: 'kubectl-create',
      failing: 'failed to create cronjob: ',
      plain: true,
    });
  },
};

const podTemplate = (name: string, image: string, command: readonly string[], restartPolicy: string) => ({
  metadata: {},
  spec: {
    containers: [{ name, image, ...(command.length > 0 ? { command } : {}), resources: {} }],
    restartPolicy,
  },
});

// biome-ignore lint/correctness/useYield: the other way to come by a Job asks the server
function* fromImage(session: Session, name: string, image: string, command: readonly string[]): Act<KubeObject> {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: session.namespace },
    spec: { template: podTemplate(name, image, command, 'Never') },
    status: {},
  } as unknown as KubeObject;
}

function* fromCronJob(session: Session, name: string, from: string): Act<KubeObject> {
  const { found, faults } = yield* findTargets(session, { args: [from], files: [], allowAll: true });
  failIfAny(faults);
  const [target] = found;
  if (target?.object === undefined || found.length !== 1) return fail('from must be an existing cronjob');
  const cron = target.object;
  if (cron.kind !== 'CronJob') return fail(`unknown object type *v1.${cron.kind}`);
  const { metadata = {}, spec } = cron.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: session.namespace,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata.annotations },
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: cron.metadata.name,
          uid: cron.metadata.uid,
          controller: true,
        },
      ],
    },
    spec,
    status: {},
  } as unknown as KubeObject;
}
