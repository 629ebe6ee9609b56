import { twoWayStrategicPatch } from '@playhead/api';
import type { Container, Json, JsonObject, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, type Fault, faultText } from '../errors.ts';
import { type Act, asJson, attempt, CHANGE_CAUSE, type Session, withAnnotation } from '../session.ts';
import type { Target } from '../targets.ts';
import { dryRunOf, patchTarget, printDone } from './common.ts';

/** Where each kind keeps the spec of its pods. */
const POD_SPEC: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ...Object.fromEntries(
    ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job'].map(kind => [
      kind,
      ['spec', 'template', 'spec'],
    ]),
  ),
};

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
}

/** The object with its pod spec changed; undefined where the kind has none. */
export function withPodSpec(object: KubeObject, change: (spec: PodSpec) => PodSpec): KubeObject | undefined {
  const path = POD_SPEC[object.kind];
  if (path === undefined) return undefined;
  const at = (value: Json | undefined, depth: number): Json =>
    depth === path.length
      ? (change((value ?? {}) as unknown as PodSpec) as unknown as Json)
      : { ...(value as JsonObject), [path[depth]!]: at((value as JsonObject)?.[path[depth]!], depth + 1) };
  return at(asJson(object), 0) as unknown as KubeObject;
}

/** What `kubectl set` patches: the object without its status. */
interface SetOptions {
  /** `image updated`. */
  readonly done: string;
  /** `image update to pod template:`: what failed, in its words. */
  readonly failing: string;
  /** Changes the pod spec, adding to the faults what could not be done. */
  readonly change: (spec: PodSpec, faults: Fault[], target: Target) => PodSpec;
}

/** Changes the pod spec of each target by the strategic patch that makes the difference, if there is any. */
export function* setPodSpecs(session: Session, targets: readonly Target[], options: SetOptions): Act<Fault[]> {
  const faults: Fault[] = [];
  const dryRun = dryRunOf(session);
  const patches = targets.map(target => ({ target, patch: patchOf(session, target, options, faults) }));
  for (const { target, patch } of patches) {
    if ('text' in patch) {
      faults.push({ text: `error: ${target.info.plural}/${target.name} ${patch.text}\n` });
      continue;
    }
    if (Object.keys(patch.body).length === 0) continue;
    if (dryRun === 'client' || session.flags.bool('local')) {
      printDone(session, target.info, patch.modified, options.done, dryRun);
      continue;
    }
    const done = yield* attempt(
      patchTarget(session, target, { type: 'strategic', body: patch.body, manager: 'kubectl-set', dryRun }),
    );
    if ('value' in done) printDone(session, target.info, done.value, options.done, dryRun);
    else
      for (const fault of done.faults)
        faults.push({
          text: `failed to patch ${options.failing} ${'refusal' in fault ? fault.refusal.message : fault.text}`,
        });
  }
  return faults;
}

type Patch = { readonly body: JsonObject; readonly modified: KubeObject } | { readonly text: string };

function patchOf(session: Session, target: Target, options: SetOptions, faults: Fault[]): Patch {
  let changed: KubeObject | undefined;
  try {
    changed = withPodSpec(target.object!, spec => options.change(spec, faults, target));
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { text: error.faults.map(faultText).join(', ') };
  }
  if (changed === undefined)
    return { text: `the object is not a pod or does not have a pod template: *v1.${target.info.kind}` };
  const modified =
    session.changeCause === undefined ? changed : withAnnotation(changed, CHANGE_CAUSE, session.changeCause);
  const body = twoWayStrategicPatch(asJson(target.object!), asJson(modified));
  return E.isRight(body) ? { body: body.right, modified } : { text: body.left };
}
