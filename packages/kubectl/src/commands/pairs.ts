import { fail } from '../errors.ts';

/** The words that name resources, and the `key=value` and `key-` after them (cmdutil.GetResourcesAndPairs). */
export function resourcesAndPairs(args: readonly string[], what: string): { resources: string[]; pairs: string[] } {
  const resources: string[] = [];
  const pairs: string[] = [];
  for (const arg of args) {
    const isPair = (arg.includes('=') && !arg.startsWith('=')) || (arg.endsWith('-') && arg !== '-');
    if (isPair) pairs.push(arg);
    else if (pairs.length > 0) fail(`all resources must be specified before ${what} changes: ${arg}`);
    else resources.push(arg);
  }
  return { resources, pairs };
}

/** `a=1 b-` as what to set and what to take away. */
export function parsePairs(pairs: readonly string[], what: 'label' | 'annotation') {
  const set = new Map<string, string>();
  const removed: string[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at > 0) {
      if (what === 'label' && pair.indexOf('=', at + 1) > 0) fail(`invalid label spec: ${pair}`);
      set.set(pair.slice(0, at), pair.slice(at + 1));
    } else removed.push(pair.slice(0, -1));
  }
  return { set, removed };
}
