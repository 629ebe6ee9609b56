/** What a file is, told from its first bytes and never from its name. */
export type FileKind = 'rollout' | 'watch' | 'scenario';

/** Enough to tell: the first line of a watch recording may be long, its first keys are not. */
export const ENOUGH = 4096;

/**
 * A `.rollout` file is not text. A watch recording begins with a JSON object on one line that has `type`, `step` or
 * `note` (and perhaps `t`). Other text is YAML, or JSON written over several lines: a scenario.
 */
export function detect(start: Uint8Array): FileKind {
  if (start.some(isBinary)) return 'rollout';
  const text = new TextDecoder().decode(start).trimStart();
  return /^\{\s*"(t|type|step|note|object)"\s*:/.test(text) ? 'watch' : 'scenario';
}

/** A control character that text does not hold; a damaged `.rollout` file still has one in its header's numbers. */
const isBinary = (byte: number): boolean => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b);
