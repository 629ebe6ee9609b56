// biome-ignore lint/suspicious/noExplicitAny: defaulting walks decoded objects whose shape the schema has checked
export type Fields = Readonly<Record<string, any>>;

/** The object with what it lacks; itself where it lacks nothing, so that what was defaulted before stays identical. */
export function fill<T extends Fields>(object: T, defaults: Fields): T {
  let made: Record<string, unknown> | undefined;
  for (const field in defaults) {
    const value = defaults[field];
    if (value === undefined || !isZero(object[field])) continue;
    made ??= { ...object };
    made[field] = value;
  }
  return (made as T | undefined) ?? object;
}

/** As `fill`, for fields that are pointers in Go: an empty text is one all the same, and is kept to be refused. */
export function fillAbsent<T extends Fields>(object: T, defaults: Fields): T {
  const missing = Object.entries(defaults).filter(
    ([field, value]) => value !== undefined && object[field] === undefined,
  );
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

/** Not there, or the empty text, which Go cannot tell from it. */
const isZero = (value: unknown): boolean => value === undefined || value === '';

/** One field worked over; the object itself where the field is missing or comes back identical. */
export function within<T extends Fields>(object: T, field: string, work: (value: Fields) => unknown): T {
  const value = object[field];
  if (value === undefined) return object;
  const made = work(value);
  return made === value ? object : { ...object, [field]: made };
}

/** Each item of a list field worked over, with the same regard for identity. */
export function eachOf<T extends Fields>(object: T, field: string, work: (item: Fields) => unknown): T {
  return within(object, field, list => mapSame(list as readonly Fields[], work));
}

function mapSame(list: readonly Fields[], work: (item: Fields) => unknown): readonly unknown[] {
  let made: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = work(list[i]!);
    if (item !== list[i]) made ??= [...list];
    if (made !== undefined) made[i] = item;
  }
  return made ?? list;
}
