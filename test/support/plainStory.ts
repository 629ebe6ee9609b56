/** A story in plain values, to hold one against another. */
import { type PodLife, STORY_PARTS, Steps } from '@playhead/core';

/** What only the pass needs is not of the story. */
const PASSING: readonly string[] = ['timeline', ...STORY_PARTS.flatMap(({ without }) => without)].filter(
  name => name !== 'pods',
);

/** What a life says, by the fields of one that was read. */
export const LIFE = [
  'key',
  'uid',
  'name',
  'short',
  'owner',
  'group',
  'born',
  'gone',
  'states',
  'words',
  'node',
  'errors',
  'restarts',
  'phases',
];
const isLife = (value: object): value is PodLife => 'born' in value && 'states' in value;

/** All of a story in plain values, whatever it is made of: a thing that is spoken of again is told by its number. */
export function plain(root: unknown): unknown {
  const numbers = new Map<object, number>();
  const told = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Steps)
      return { initial: told(value.initial), at: [...value.positions], is: Array.from(value.values, told) };
    if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, told);
    if ('entries' in value) return [...(value as ReadonlyMap<unknown, unknown>).entries()].map(told);
    const known = numbers.get(value);
    if (known !== undefined) return `thing ${known}`;
    if (Object.getPrototypeOf(value) !== Object.prototype) numbers.set(value, numbers.size);
    const names = isLife(value) && !('size' in value) ? LIFE : Object.keys(value);
    const fields = names.filter(name => !PASSING.includes(name)).sort();
    return fields
      .map(name => [name, told((value as Record<string, unknown>)[name])])
      .filter(([, field]) => field !== undefined && typeof field !== 'function');
  };
  return told(root);
}
