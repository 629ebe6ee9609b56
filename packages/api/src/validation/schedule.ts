/**
 * What is wrong with a cron schedule, in the words of robfig/cron (v3, ParseStandard); undefined where nothing is. When
 * it fires is not asked here.
 */
export function scheduleFault(schedule: string): string | undefined {
  let spec = schedule;
  const zone = /^(?:CRON_)?TZ=(\S*) (.*)$/.exec(spec);
  if (zone !== null) {
    const fault = zoneFault(zone[1]!);
    if (fault !== undefined) return `provided bad location ${zone[1]}: ${fault}`;
    spec = zone[2]!.trim();
  }
  if (spec.startsWith('@')) return descriptorFault(spec);
  const fields = spec.split(/\s+/).filter(field => field !== '');
  if (fields.length !== 5) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  for (const [index, field] of fields.entries()) {
    const fault = fieldFault(field, CRON_FIELDS[index]!);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** One of the five fields: its numbers, and names that stand for them by their place. */
export interface CronField {
  readonly low: number;
  readonly high: number;
  readonly names: readonly string[];
}

const MONTHS = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Minute, hour, day of the month, month, day of the week. */
export const CRON_FIELDS: readonly CronField[] = [
  { low: 0, high: 59, names: [] },
  { low: 0, high: 23, names: [] },
  { low: 1, high: 31, names: [] },
  { low: 1, high: 12, names: MONTHS },
  { low: 0, high: 6, names: DAYS },
];

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

function descriptorFault(spec: string): string | undefined {
  if (DESCRIPTORS.includes(spec)) return undefined;
  const every = '@every ';
  if (!spec.startsWith(every)) return `unrecognized descriptor: ${spec}`;
  const duration = spec.slice(every.length);
  if (/^[-+]?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(duration) || duration === '0') return undefined;
  return `failed to parse duration ${spec}: time: invalid duration "${duration}"`;
}

function fieldFault(field: string, bounds: CronField): string | undefined {
  for (const range of field.split(',').filter(part => part !== '')) {
    const fault = rangeFault(range, bounds);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function rangeFault(range: string, { low, high, names }: CronField): string | undefined {
  const [span = '', step, ...slashes] = range.split('/');
  const [first = '', last, ...hyphens] = span.split('-');
  const star = first === '*' || first === '?';
  const start = star ? low : numberOf(first, names);
  if (typeof start === 'string') return start;
  if (!star && hyphens.length > 0) return `too many hyphens: ${range}`;
  let end: number | string = star ? high : last === undefined ? start : numberOf(last, names);
  if (typeof end === 'string') return end;
  if (slashes.length > 0) return `too many slashes: ${range}`;
  const by = step === undefined ? 1 : numberOf(step, []);
  if (typeof by === 'string') return by;
  if (step !== undefined && last === undefined) end = high;
  if (start < low) return `beginning of range (${start}) below minimum (${low}): ${range}`;
  if (end > high) return `end of range (${end}) above maximum (${high}): ${range}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${range}`;
  return by === 0 ? `step of range should be a positive number: ${range}` : undefined;
}

/** A number, or the text of why it is none. */
function numberOf(text: string, names: readonly string[]): number | string {
  const named = text === '' ? -1 : names.indexOf(text.toLowerCase());
  if (named >= 0) return named;
  if (!/^[-+]?\d+$/.test(text))
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  const value = Number(text);
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
}

/** What is wrong with an IANA time zone's name, as Go's time.LoadLocation says. */
export function zoneFault(zone: string): string | undefined {
  if (zone === '' || zone === 'UTC') return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return undefined;
  } catch {
    return `unknown time zone ${zone}`;
  }
}
