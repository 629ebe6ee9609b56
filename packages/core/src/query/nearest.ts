/** The word that was most likely meant: at most two letters away, or one that it begins. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const given = word.toLowerCase();
  let best: string | undefined;
  let least = 3;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const away = given.length > 2 && other.startsWith(given) ? 1 : distance(given, other);
    if (away < least && away < other.length) [best, least] = [candidate, away];
  }
  return best;
}

/** Letters put in, taken out or replaced (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

/** `: did you mean available?`, or what there is: `; there are web and cart`. */
export function hint(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `: did you mean ${near}?`;
  return known.length === 0 ? '' : `; there ${known.length === 1 ? 'is' : 'are'} ${listed(known)}`;
}

/** `a, b and c`; of many the first eight. */
export function listed(words: readonly string[]): string {
  if (words.length > 9) return `${words.slice(0, 8).join(', ')} and ${words.length - 8} more`;
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
