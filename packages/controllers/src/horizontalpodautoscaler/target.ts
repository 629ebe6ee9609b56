/** What an autoscaler scales, and who else scales it (horizontal.go: scaleForResourceMappings, validateAndParseSelector). */
import { groupResource, kindInfo, selectorMatches } from '@playhead/api';
import type { KubeObject, LabelSelector, ObjectKey, Pod } from '@playhead/core';
import { keyOf, keyOfObject } from '@playhead/core';
import type { Seen } from '../seen.ts';
import type { Autoscaler, Memory } from './autoscaler.ts';
import type { Target } from './metrics.ts';

export const memoryOf = (subject: ObjectKey): string => `autoscaler/${subject}`;

export interface Scale extends Target {
  readonly object: KubeObject;
}

/** The scale of what it refers to, or the API server's words of why there is none. */
export function targetOf(seen: Seen, { metadata, spec }: Autoscaler): Scale | string {
  const { apiVersion = '', kind, name } = spec.scaleTargetRef;
  const info = kindInfo(kind);
  const group = (version: string) => (version.includes('/') ? version.slice(0, version.indexOf('/')) : '');
  if (info === undefined || group(info.apiVersion) !== group(apiVersion))
    return `no matches for kind "${kind}" in group "${group(apiVersion)}"`;
  if (!info.subresources.includes('scale')) return 'the server could not find the requested resource';
  const namespace = metadata.namespace ?? '';
  const object = seen.get(keyOf(kind, namespace, name));
  if (object === undefined) return `${groupResource(info)} "${name}" not found`;
  const selector = selectorOf(object);
  const pods = (seen.list('Pod', namespace) as Pod[]).filter(pod =>
    selectorMatches(selector, pod.metadata.labels ?? {}),
  );
  return { object, replicas: object.spec.replicas ?? 1, selector, pods };
}

const selectorOf = ({ kind, spec }: KubeObject): LabelSelector =>
  kind === 'ReplicationController' ? { matchLabels: spec.selector ?? {} } : (spec.selector ?? {});

/** Other autoscalers whose targets have some of these pods too (hpasControllingPodsUnderSelector). */
export function controlledByOthers(seen: Seen, hpa: Autoscaler, target: Scale): string | undefined {
  const others = (seen.list('HorizontalPodAutoscaler', hpa.metadata.namespace) as Autoscaler[]).filter(other => {
    if (other.metadata.uid === hpa.metadata.uid) return false;
    const memory = seen.memory(memoryOf(keyOfObject(other))) as unknown as Memory | undefined;
    if (memory?.registered !== true) return false;
    const theirs = targetOf(seen, other);
    return (
      typeof theirs !== 'string' && target.pods.some(pod => selectorMatches(theirs.selector, pod.metadata.labels ?? {}))
    );
  });
  if (others.length === 0) return undefined;
  const names = [hpa, ...others].map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();
  return `pods by selector ${selectorWords(target.selector)} are controlled by multiple HPAs: [${names.join(' ')}]`;
}

/** Labels as a scale's status.selector has them: `app=web,tier=front`. */
const selectorWords = ({ matchLabels = {} }: LabelSelector): string =>
  Object.keys(matchLabels)
    .sort()
    .map(key => `${key}=${matchLabels[key]}`)
    .join(',');
