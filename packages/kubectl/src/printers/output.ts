import type { KubeObject } from '@playhead/core';
import { fail } from '../errors.ts';
import { fullName, infoOfKind } from '../kinds.ts';
import { customColumns } from './customColumns.ts';
import { toJson } from './json.ts';
import { jsonpath } from './jsonpath.ts';
import { toYaml } from './yaml.ts';

/** The forms that are not tables. */
export const isStructured = (output: string): boolean => output !== '' && output !== 'wide';

/** An object, or a list of them, as `-o FORM` prints it. @throws CommandFailed for a form that is not known. */
export function printObject(object: KubeObject, output: string, managedFields = false, noHeaders = false): string {
  const shown = managedFields ? object : withoutManagedFields(object);
  const [form, template] = splitForm(output);
  switch (form) {
    case 'json':
      return toJson(shown);
    case 'yaml':
      return toYaml(shown);
    case 'name':
      return names(shown);
    case 'jsonpath':
      return jsonpath(template, shown);
    case 'jsonpath-as-json':
      return jsonpath(template, shown, { asJson: true });
    case 'custom-columns':
      return customColumns(template, shown, noHeaders);
    default:
      return fail(
        `unable to match a printer suitable for the output format "${output}", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml`,
      );
  }
}

/** `jsonpath={.x}` in two. */
function splitForm(output: string): readonly [form: string, template: string] {
  const at = output.indexOf('=');
  return at < 0 ? [output, ''] : [output.slice(0, at), output.slice(at + 1)];
}

function names(object: KubeObject): string {
  const items = object.kind === 'List' ? (object.items as readonly KubeObject[]) : [object];
  return items
    .map(item => {
      const info = infoOfKind(item.kind);
      return `${info === undefined ? `${item.kind.toLowerCase()}/${item.metadata.name}` : fullName(info, item.metadata.name)}\n`;
    })
    .join('');
}

function withoutManagedFields(object: KubeObject): KubeObject {
  if (object.kind === 'List')
    return { ...object, items: (object.items as readonly KubeObject[]).map(withoutManagedFields) };
  if (object.metadata?.managedFields === undefined) return object;
  const { managedFields: _hidden, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** The list kubectl makes of what it found. */
export const listOf = (items: readonly KubeObject[]): KubeObject =>
  ({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }) as unknown as KubeObject;
