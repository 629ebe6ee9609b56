import { findKind, groupKind, kindInfo } from '@playhead/api';
import type { KubeObject } from '@playhead/core';
import { layoutOf } from './columns.ts';
import { escapeTerminal } from './escape.ts';
import { type TabWriter, tableWriter } from './tabWriter.ts';
import { labelsText } from './text.ts';

export interface TableOptions {
  /** Milliseconds since the Unix epoch; ages are counted to it. */
  readonly now: number;
  readonly wide?: boolean;
  readonly showLabels?: boolean;
  /** `-L`: a column a label. */
  readonly labelColumns?: readonly string[];
  /** `-A`: a NAMESPACE column first. */
  readonly namespaces?: boolean;
  readonly noHeaders?: boolean;
  /** `deployment.apps/web` for `web`, as where several kinds are asked for. */
  readonly withKind?: boolean;
  /** `--output-watch-events`: an EVENT column before all. */
  readonly event?: string;
}

/** Objects of one kind as `kubectl get` prints them, in the order given; nothing at all for no objects. */
export function printTable(kind: string, objects: readonly KubeObject[], options: TableOptions): string {
  const writer = tableWriter();
  writeTable(writer, kind, objects, options);
  return writer.flush();
}

/** The same into a writer that lives on, so that the rows of a watch stay in line. */
export function writeTable(
  writer: TabWriter,
  kind: string,
  objects: readonly KubeObject[],
  options: TableOptions,
): void {
  if (objects.length === 0) return;
  const { columns, cells } = layoutOf(kind);
  const shown = (_: unknown, at: number) => options.wide === true || columns[at]?.wide !== true;
  if (options.noHeaders !== true) writer.write(`${headers(columns.filter(shown), options).join('\t')}\n`);
  const prefix = options.withKind === true ? `${qualifiedKind(kind)}/` : '';
  for (const object of objects) {
    const row = cells(object, options.now).filter(shown).map(cell);
    row[0] = prefix + row[0]!;
    if (options.namespaces === true) row.unshift(cell(object.metadata.namespace ?? ''));
    if (options.event !== undefined) row.unshift(options.event.padEnd(8));
    for (const label of options.labelColumns ?? []) row.push(cell(object.metadata.labels?.[label] ?? ''));
    if (options.showLabels === true) row.push(cell(labelsText(object.metadata.labels)));
    writer.write(`${row.join('\t')}\n`);
  }
}

/** `deployment.apps`; `pod` in the core group. */
export function qualifiedKind(kind: string): string {
  const info = kindInfo(kind) ?? findKind(kind);
  return (info === undefined ? kind : groupKind(info)).toLowerCase();
}

function headers(columns: readonly { readonly name: string }[], options: TableOptions): string[] {
  const head = columns.map(column => column.name.toUpperCase());
  if (options.namespaces === true) head.unshift('NAMESPACE');
  if (options.event !== undefined) head.unshift('EVENT');
  for (const label of options.labelColumns ?? []) head.push(label.split('/').at(-1)!.toUpperCase());
  if (options.showLabels === true) head.push('LABELS');
  return head;
}

/** Text up to its first line break, with `...` for the rest. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const end = value.search(/[\f\n\r]/);
  return end < 0 ? escapeTerminal(value) : `${escapeTerminal(value.slice(0, end))}...`;
}
