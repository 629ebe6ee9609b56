/**
 * A merge sort of our own, for orders that are no orders: upstream's ranking of pods can say a < b, b < c and a = c. What
 * an engine's sort makes of that differs from version to version; this gives the same everywhere. Stable.
 */
export function mergeSort<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  if (items.length < 2) return [...items];
  const middle = items.length >> 1;
  const [left, right] = [mergeSort(items.slice(0, middle), compare), mergeSort(items.slice(middle), compare)];
  const merged: T[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) merged.push(compare(right[j]!, left[i]!) < 0 ? right[j++]! : left[i++]!);
  while (i < left.length) merged.push(left[i++]!);
  while (j < right.length) merged.push(right[j++]!);
  return merged;
}
