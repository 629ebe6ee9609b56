import type { PodError } from './podLife.ts';

/** What is wrong with an image, in the words of a person; the reason where no better ones are known. */
export function imageError(reason: string, message: string): string {
  if (!/Image|Pull/.test(reason)) return reason;
  if (/not found|NotFound|manifest unknown/i.test(message)) return 'image not found';
  if (/unauthorized|denied|authentication|403|401/i.test(message)) return 'image pull denied';
  if (/InvalidImageName/.test(reason)) return 'image name invalid';
  if (/timeout|timed out|deadline/i.test(message)) return 'image pull timed out';
  return /BackOff/.test(reason) ? 'image cannot be pulled' : `image: ${reason}`;
}

/** A pod's failure in few words: `image not found`, `OOMKilled`, `exits 1`, `no node has room`. */
export function errorInWords(error: Pick<PodError, 'reason' | 'message' | 'exitCode'>): string {
  if (error.reason === 'Unschedulable') return unschedulable(error.message);
  if (error.reason === 'Error' && error.exitCode !== undefined) return `exits ${error.exitCode}`;
  return imageError(error.reason, error.message);
}

/** `0/3 nodes are available: 3 Insufficient cpu. preemption: …` says `no node fits: Insufficient cpu`. */
function unschedulable(message: string): string {
  const reasons = [...message.matchAll(/\d+ ((?:Insufficient|Too many|node\(s\))[^,.]*)/g)].map(match =>
    match[1]!.replace(/^node\(s\) /, ''),
  );
  return reasons.length === 0 ? 'no node fits' : `no node fits: ${[...new Set(reasons)].join(', ')}`;
}

/** A refused create in few words: `quota "pods" exceeded` of the API server's long sentence. */
export function refusalInWords(message: string): string {
  const quota = /exceeded quota: ([^,\s]+)/.exec(message);
  if (quota !== null) return `quota "${quota[1]}" exceeded`;
  const short = /is forbidden: (.*)$/.exec(message)?.[1] ?? message;
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
}

/** The same in two words, for a line that says much else. */
export const refusalInShort = (message: string): string =>
  /exceeded quota/.test(message) ? 'quota exceeded' : refusalInWords(message);

/** A message with what is the same in every one of its kind left out. */
export const essence = (message: string): string =>
  message
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/^(failed to pull) and unpack image/, '$1 … image')
    .replace(/docker\.io\/library\//g, '');
