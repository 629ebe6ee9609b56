/** `silent 40s`, once nothing came for some seconds; a cluster at rest writes nothing, and neither does a dead writer. */
export function silence(silentFor: number): string {
  const seconds = Math.floor(silentFor / 1000);
  if (seconds < 5) return '';
  if (seconds < 60) return `silent ${seconds - (seconds % 5)}s`;
  if (seconds < 3600) return `silent ${Math.floor(seconds / 60)}m`;
  return seconds < 86_400 ? `silent ${Math.floor(seconds / 3600)}h` : `silent ${Math.floor(seconds / 86_400)}d`;
}
