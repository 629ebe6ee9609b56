import type { KubeObject } from '@playhead/core';
import { fail } from '../errors.ts';
import { escapeTerminal } from './escape.ts';
import { findJsonPath, printValue, relaxed } from './jsonpath.ts';
import { tableWriter } from './tabWriter.ts';

/** `-o custom-columns=NAME:.metadata.name,…`: a column a path, `<none>` where it finds nothing. */
export function customColumns(spec: string, object: KubeObject, noHeaders = false): string {
  if (spec === '') fail('custom-columns format specified but no custom columns given');
  const columns = spec.split(',').map(part => {
    const at = part.indexOf(':');
    if (at < 0) fail(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return { header: part.slice(0, at), path: relaxed(part.slice(at + 1)) };
  });
  const writer = tableWriter();
  if (!noHeaders) writer.write(`${columns.map(column => column.header).join('\t')}\n`);
  const items = object.kind === 'List' ? (object.items as readonly KubeObject[]) : [object];
  for (const item of items) {
    const cells = columns.map(({ path }) => {
      const found = path === '' ? [] : findJsonPath(path, item);
      return found.length === 0 ? '<none>' : found.map(value => escapeTerminal(goText(value))).join(',');
    });
    writer.write(`${cells.join('\t')}\n`);
  }
  return writer.flush();
}

type Value = Parameters<typeof printValue>[0];

/** As Go's fmt prints a value: `map[a:1 b:2]`, `[x y]`, `<nil>`. */
function goText(value: Value): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(goText).join(' ')}]`;
  if (typeof value !== 'object') return printValue(value);
  const fields = value as { readonly [key: string]: Value };
  const keys = Object.keys(fields).sort();
  return `map[${keys.map(key => `${key}:${goText(fields[key]!)}`).join(' ')}]`;
}
