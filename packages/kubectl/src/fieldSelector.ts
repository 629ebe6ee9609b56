import { badRequest } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import { CommandFailed, fail } from './errors.ts';
import type { KindInfo } from './kinds.ts';

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
    .map(
      term => /^([^=!]+)(==|!=|=)(.*)$/.exec(term) ?? fail(`invalid selector: '${text}'; can't understand '${term}'`),
    );
  for (const [, path = ''] of terms) if (!known(info, path)) throw refused(info, text, path);
  return object =>
    terms.every(([, path, operator, value]) => (valueAt(object, path!) === value) === (operator !== '!='));
}

const known = ({ kind, namespaced }: KindInfo, path: string): boolean =>
  path === 'metadata.name' ||
  (path === 'metadata.namespace' && namespaced) ||
  (FIELDS[kind]?.includes(path) ?? false) ||
  (kind === 'Pod' && path === 'spec.host');

function refused(info: KindInfo, text: string, path: string): CommandFailed {
  const why =
    info.kind === 'Job'
      ? `field label "${path}" not supported for Job`
      : FIELDS[info.kind] === undefined
        ? `"${path}" is not a known field selector: only "metadata.name", "metadata.namespace"`
        : `field label not supported: ${path}`;
  const context = `Unable to find "${info.apiVersion}, Resource=${info.plural}" that match label selector "", field selector "${text}": `;
  return new CommandFailed([{ refusal: badRequest(why), context }]);
}

/** An Event's source is its component; what is not there is an empty text, or false where it says yes or no. */
function valueAt(object: KubeObject, path: string): string {
  if (object.kind === 'Event' && path === 'source') return object.source?.component ?? object.reportingComponent ?? '';
  let field: unknown = object;
  for (const step of (path === 'spec.host' ? 'spec.nodeName' : path).split('.'))
    field = (field as Readonly<Record<string, unknown>> | undefined)?.[step];
  const isFlag = path === 'spec.hostNetwork' || path === 'spec.unschedulable';
  return String(field ?? (isFlag ? false : ''));
}
