/** The language on one page, made from its tables: for the README beside this file, `when --help` and completion. */
import { FILTERS } from './filters.ts';
import { EXAMPLES, FUNCTIONS, WORDS } from './words.ts';

interface Section {
  readonly title: string;
  readonly rows: readonly (readonly [written: string, says: string])[];
}

const withValues = (says: string, values: readonly string[] | undefined): string =>
  values === undefined ? says : `${says}: ${values.map(value => `\`${value}\``).join(' ')}`;

export const SECTIONS: readonly Section[] = [
  { title: 'Expressions', rows: EXAMPLES },
  {
    title: 'Words, of the workload looked at; `web.serving`, `ns/web.serving`, `deployment/web.serving` of another',
    rows: WORDS.map(({ name, says, values }) => [name, withValues(says, values)] as const),
  },
  { title: 'Functions', rows: FUNCTIONS.map(({ usage, says }) => [usage, says] as const) },
  {
    title: 'Filters of `pods(…)` and `count(…)`, each with `=` or `!=`',
    rows: [
      ...FILTERS.map(({ key, says, values }) => [key, withValues(says, values)] as const),
      ['a.path', 'any field of the pod, as `spec.priority=100`'] as const,
    ],
  },
  {
    title: 'Fields of any object',
    rows: [
      ['deployment/web.status.replicas', 'kind, name and path; `ns/` before it where there are several'],
      ['status.replicas', 'of the workload looked at; so `spec.…` and `metadata.…`'],
      ['….conditions[type=Available].status', 'the element of a list that has this field; `[0]` by its index'],
      ['….labels["app.kubernetes.io/name"]', 'a key that has dots'],
    ],
  },
  {
    title: 'Signs, from what binds tightest',
    rows: [
      ['+ -', 'sums; a minus has a space before it, for names have it inside'],
      ['= == != < <= > >=', 'texts by `=` and `!=`, without regard to case; `*` stands for anything'],
      ['not and or ( )', 'also `!` `&&` `||`'],
      [
        'nginx:1.25 "in quotes"',
        'beside a text or a field a word is a text, but for another field; quotes are needed where it has spaces',
      ],
    ],
  },
];

/** As text, with so many spaces before each row. */
export function languageHelp(indent = 2): string {
  const width = Math.max(...SECTIONS.flatMap(({ rows }) => rows.map(([written]) => written.length)));
  return SECTIONS.map(({ title, rows }) => {
    const lines = rows.map(([written, says]) => `${' '.repeat(indent)}${written.padEnd(width)}  ${says}`);
    return [`${title}:`, ...lines].join('\n').replaceAll('`', '');
  }).join('\n\n');
}

/** As Markdown. */
export const languageTables = (): string =>
  SECTIONS.map(({ title, rows }) => {
    const lines = rows.map(
      ([written, says]) => `| \`${written.replaceAll('|', '\\|')}\` | ${says.replaceAll('|', '\\|')} |`,
    );
    return [`### ${title}`, '', '| written | what it is |', '|---|---|', ...lines].join('\n');
  }).join('\n\n');

/** What may be typed where a word stands, with what it is: for completion. */
export const languageWords = (): readonly { readonly word: string; readonly says: string }[] =>
  [
    ...WORDS.map(({ name, says }) => ({ word: name, says })),
    ...FUNCTIONS.map(({ name, says }) => ({ word: `${name}(`, says })),
  ].map(({ word, says }) => ({ word, says: says.replaceAll('`', '') }));
