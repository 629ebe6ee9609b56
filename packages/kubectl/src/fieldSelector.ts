import { badRequest } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import { CommandFailed } from './errors.ts';
import { type KindInfo, resourceText } from './kinds.ts';

/** What each kind can be selected by besides its name and namespace (AddFieldLabelConversionFunc of each group). */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork',
    'status.phase', 'status.podIP', 'status.podIPs', 'status.nominatedNodeName',
  ],
  Node: ['spec.unschedulable'],
  ReplicationController: ['status.replicas'],
  Event: [
    'involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid',
    'involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason',
    'reportingComponent', 'source', 'type',
  ],
  Namespace: ['status.phase'],
  Secret: ['type'],
  Service: ['spec.clusterIP', 'spec.type'],
  Job: ['status.successful'],
}; // biome-ignore format: a table

/**
 * Whether an object of this kind is selected by `a=b,c!=d`.
 * @throws CommandFailed where the server does not select this kind by such a field.
 */
export function fieldSelector(info: KindInfo, text: string): (object: KubeObject) => boolean {
  const terms = text
    .split(',')
    .map(term => /^([^=!]+)(==|!=|=)(.*)$/.exec(term) ?? refuse(info, text, notUnderstood(text, term)));
  for (const [, path = ''] of terms) if (!known(info, path)) refuse(info, text, notSelected(info, path));
  return object =>
    terms.every(([, path, operator, value]) => (valueAt(object, path!) === value) === (operator !== '!='));
}

const known = ({ kind, namespaced }: KindInfo, path: string): boolean =>
  path === 'metadata.name' ||
  (path === 'metadata.namespace' && namespaced) ||
  (FIELDS[kind]?.includes(path) ?? false) ||
  (kind === 'Pod' && path === 'spec.host');

const notUnderstood = (text: string, term: string): string => `invalid selector: '${text}'; can't understand '${term}'`;

function notSelected({ kind }: KindInfo, path: string): string {
  if (kind === 'Job') return `field label "${path}" not supported for Job`;
  return FIELDS[kind] === undefined
    ? `"${path}" is not a known field selector: only "metadata.name", "metadata.namespace"`
    : `field label not supported: ${path}`;
}

/** The server's no, and what it was asked for. */
function refuse(info: KindInfo, text: string, why: string): never {
  const context = `Unable to find "${resourceText(info)}" that match label selector "", field selector "${text}": `;
  throw new CommandFailed([{ refusal: badRequest(why), context }]);
}

/** An Event's source is its component, a Job's successes are counted; what is not there is an empty text, or false where it says yes or no. */
function valueAt(object: KubeObject, path: string): string {
  if (object.kind === 'Event' && path === 'source') return object.source?.component ?? object.reportingComponent ?? '';
  if (path === 'status.successful') return String(object.status?.succeeded ?? 0);
  let field: unknown = object;
  for (const step of (path === 'spec.host' ? 'spec.nodeName' : path).split('.'))
    field = (field as Readonly<Record<string, unknown>> | undefined)?.[step];
  const isFlag = path === 'spec.hostNetwork' || path === 'spec.unschedulable';
  return String(field ?? (isFlag ? false : ''));
}
