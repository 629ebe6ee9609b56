const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * Milliseconds in words, as apimachinery's duration.HumanDuration: `119s`, `2m`, `9m59s`, `179m`, `3h5m`, `47h`, `2d2h`,
 * `8d`, `2y204d`. Divisions truncate.
 */
export function age(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / SECOND);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * MINUTE) return `${seconds}s`;
  if (seconds < 10 * MINUTE) return both(seconds, MINUTE, 'm', 1, 's');
  if (seconds < 3 * HOUR) return `${whole(seconds, MINUTE)}m`;
  if (seconds < 8 * HOUR) return both(seconds, HOUR, 'h', MINUTE, 'm');
  if (seconds < 2 * DAY) return `${whole(seconds, HOUR)}h`;
  if (seconds < 8 * DAY) return both(seconds, DAY, 'd', HOUR, 'h');
  if (seconds < 2 * YEAR) return `${whole(seconds, DAY)}d`;
  if (seconds < 8 * YEAR) return both(seconds, YEAR, 'y', DAY, 'd');
  return `${whole(seconds, YEAR)}y`;
}

/** The time since a timestamp; `<unknown>` where there is none. */
export const since = (timestamp: string | null | undefined, now: number): string =>
  timestamp === undefined || timestamp === null || timestamp === '' ? '<unknown>' : age(now - Date.parse(timestamp));

const whole = (seconds: number, unit: number): number => Math.floor(seconds / unit);

function both(seconds: number, unit: number, sign: string, smaller: number, smallerSign: string): string {
  const rest = whole(seconds % unit, smaller);
  return rest === 0 ? `${whole(seconds, unit)}${sign}` : `${whole(seconds, unit)}${sign}${rest}${smallerSign}`;
}
