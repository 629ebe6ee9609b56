import type { KubeObject, LabelSelector } from '@playhead/core';
import { since } from './age.ts';
import type { Column } from './layout.ts';

/** `app=web,tier in (a,b)`, requirements in the order of their keys; `<none>` where there are none. */
export function selectorText(selector: LabelSelector | undefined): string {
  const requirements: [key: string, text: string][] = Object.entries(selector?.matchLabels ?? {}).map(
    ([key, value]) => [key, `${key}=${value}`],
  );
  for (const { key, operator, values = [] } of selector?.matchExpressions ?? []) {
    const set = `(${[...values].sort().join(',')})`;
    if (operator === 'In') requirements.push([key, `${key} in ${set}`]);
    else if (operator === 'NotIn') requirements.push([key, `${key} notin ${set}`]);
    else requirements.push([key, operator === 'Exists' ? key : `!${key}`]);
  }
  if (requirements.length === 0) return '<none>';
  return requirements
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',');
}

/** `a=1,b=2`, sorted; `<none>` where there are none (labels.FormatLabels). */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const keys = Object.keys(labels ?? {}).sort();
  return keys.length === 0 ? '<none>' : keys.map(key => `${key}=${labels![key]}`).join(',');
}

/** `True`, `False`; `<unset>` where there is none. */
export const boolText = (value: boolean | undefined): string =>
  value === undefined ? '<unset>' : value ? 'True' : 'False';

/** `10.0.0.1:80`; an IPv6 address stands in brackets (net.JoinHostPort). */
export const hostPort = (host: string, port: number | string): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** The AGE of an object. */
export const created = (object: KubeObject, now: number): string => since(object.metadata.creationTimestamp, now);

/** Names and images of containers, comma-joined. */
export function containerCells(containers: readonly { name: string; image: string }[] = []): [string, string] {
  return [containers.map(c => c.name).join(','), containers.map(c => c.image).join(',')];
}

/** The first three, then ` + N more...`; `<unset>` where there are none. */
export function firstThree(all: readonly string[]): string {
  if (all.length === 0) return '<unset>';
  const shown = all.slice(0, 3).join(',');
  return all.length > 3 ? `${shown} + ${all.length - 3} more...` : shown;
}

/** Column names; a `+` before one marks it wide. */
export function columnsNamed(...list: (string | string[])[]): Column[] {
  return list.flat().map(name => (name.startsWith('+') ? { name: name.slice(1), wide: true } : { name }));
}
