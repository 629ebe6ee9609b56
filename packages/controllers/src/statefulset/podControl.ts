/** A StatefulSet's calls about one pod, and what it says of them (stateful_pod_control.go). */
import type { Decision, Pod, Receipt, StatefulSet, Write } from '@playhead/core';
import { keyOfObject } from '@playhead/core';
import { because, say } from '../plan.ts';
import { claimsAt, podAt, withIdentity } from './identity.ts';
import type { Look } from './look.ts';
import { type Member, versionOf } from './members.ts';

const COMPONENT = 'statefulset-controller';

/** `Create Pod web-0 in StatefulSet web successful`, or with the error at the end of a Warning. */
function tell(set: StatefulSet, verb: string, pod: string, why: Receipt, error?: string): Decision {
  const message = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name} `;
  return error === undefined
    ? say(set, COMPONENT, 'Normal', `Successful${verb}`, `${message}successful`, why)
    : say(set, COMPONENT, 'Warning', `Failed${verb}`, `${message}failed error: ${error}`, why);
}

/** What is done after a refusal, having said it; a failed look is tried again. */
export type Failing = () => readonly Decision[];

export function createPod(look: Look, member: Member, failing: Failing): Decision[] {
  const { seen, set, revisions } = look;
  const version = versionOf(set, member.ordinal, revisions);
  const pod = podAt(set, member.ordinal, version.name, version.template);
  const why = because('statefulset.create', {
    set: set.metadata.name,
    pod: pod.metadata.name,
    revision: version.name,
    size: set.spec.replicas,
    policy: set.spec.podManagementPolicy ?? 'OrderedReady',
  });
  const claims = claimsAt(set, member.ordinal).filter(claim => seen.get(keyOfObject(claim)) === undefined);
  const { name } = pod.metadata;
  return [
    ...claims.map((claim): Decision => {
      const about = `Claim ${claim.metadata.name} Pod ${name} in StatefulSet ${set.metadata.name}`;
      return {
        write: { verb: 'create', object: claim },
        why,
        accepted: () => [say(set, COMPONENT, 'Normal', 'SuccessfulCreate', `Create ${about} success`, why)],
        refused: refusal =>
          refusal.reason === 'AlreadyExists'
            ? { first: [], next: 'go on' }
            : { first: [tell(set, 'Create', name, why, refusal.message), ...failing()], next: 'try again' },
      };
    }),
    {
      write: { verb: 'create', object: pod },
      why,
      accepted: () => [tell(set, 'Create', name, why)],
      // the cache has not seen a pod of that name come or go yet: nothing is said
      refused: refusal => ({
        first: [
          ...(refusal.reason === 'AlreadyExists' ? [] : [tell(set, 'Create', name, why, refusal.message)]),
          ...failing(),
        ],
        next: 'try again',
      }),
    },
  ];
}

/** @param goneIsFine whether a pod that is gone already is passed over */
export function deletePod(set: StatefulSet, pod: Pod, why: Receipt, failing: Failing, goneIsFine = false): Decision {
  const { name, uid } = pod.metadata;
  return {
    write: { verb: 'delete', key: keyOfObject(pod), uid },
    why,
    accepted: () => [tell(set, 'Delete', name, why)],
    refused: refusal => {
      const said = tell(set, 'Delete', name, why, refusal.message);
      return goneIsFine && refusal.code === 404
        ? { first: [said], next: 'go on' }
        : { first: [said, ...failing()], next: 'try again' };
    },
  };
}

export function fixIdentity(set: StatefulSet, member: Member & { readonly pod: Pod }, failing: Failing): Decision {
  const why = because('statefulset.identity', { set: set.metadata.name, pod: member.pod.metadata.name });
  const { name } = member.pod.metadata;
  const write: Write = { verb: 'update', seen: member.pod, object: withIdentity(member.pod, member.ordinal) };
  return {
    write,
    why,
    accepted: () => [tell(set, 'Update', name, why)],
    refused: refusal => ({ first: [tell(set, 'Update', name, why, refusal.message), ...failing()], next: 'try again' }),
  };
}
