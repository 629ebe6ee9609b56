/** How text stands in YAML: plain, in quotes or as a literal block, as go-yaml chooses (libyaml's emitterc). */

export interface Place {
  /** The column the text begins at. */
  readonly column: number;
  /** The column that further lines begin at. */
  readonly indent: number;
  /** It is a key: it stays on one line. */
  readonly simpleKey: boolean;
}

const BEST_WIDTH = 80;

export function scalarText(text: string, place: Place): string {
  const can = analyse(text);
  let style = text.includes('\n') ? 'literal' : resolvesToText(text) ? 'plain' : 'double';
  if (place.simpleKey && text.includes('\n')) style = 'double';
  if (style === 'plain' && (!can.plain || (text === '' && place.simpleKey))) style = 'single';
  if (style === 'single' && !can.single) style = 'double';
  if (style === 'literal' && (!can.block || place.simpleKey)) style = 'double';
  switch (style) {
    case 'plain':
      return broken(text, '', '', place);
    case 'single':
      return broken(text.replaceAll("'", "''"), "'", "'", place);
    case 'literal':
      return literal(text, place);
    default:
      return doubleQuoted(text, place);
  }
}

/** What would be read back as something else than text must be quoted: numbers, yes and no, null, times. */
function resolvesToText(text: string): boolean {
  if (text === '' || KEYWORDS.has(text)) return false;
  const first = text[0]!;
  if (first === '.') return !/^\.\d+([eE][-+]?\d+)?$/.test(text);
  if (!/[-+\d]/.test(first)) return true;
  if (TIMESTAMP.test(text) || BASE_60.test(text)) return false;
  const plain = text.replaceAll('_', '');
  return !(INTEGER.test(plain) || FLOAT.test(plain));
}

const KEYWORDS = new Set(
  ['y Y yes Yes YES n N no No NO true True TRUE false False FALSE on On ON off Off OFF ~ null Null NULL']
    .concat('.nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF')
    .flatMap(words => words.split(' ')),
);
const INTEGER = /^[-+]?(0|[1-9]\d*|0[0-7]+|0[oO][0-7]+|0[xX][\da-fA-F]+|0[bB][01]+)$/;
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
const BASE_60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}([Tt]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?)?$/;

/** Which styles can carry the text (yaml_emitter_analyze_scalar). */
function analyse(text: string): { plain: boolean; single: boolean; block: boolean } {
  if (text === '') return { plain: true, single: true, block: false };
  const special = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u.test(text);
  const spaceBreak = / \n/.test(text);
  const breakSpace = /\n /.test(text);
  const edges = /^[ \n]|[ \n]$/.test(text);
  const indicators =
    /^(---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[?:-]([ \t]|$)/.test(text) ||
    /:([ \t]|$)/.test(text) ||
    /[ \t\n]#/.test(text);
  const odd = special || spaceBreak;
  return {
    plain: !edges && !odd && !breakSpace && !/[\n\u2028\u2029]/.test(text) && !indicators,
    single: !odd && !breakSpace,
    block: !odd && !text.endsWith(' '),
  };
}

/** One run of text, broken where a space comes after column 80 and no other space beside it. */
function broken(text: string, open: string, close: string, { column, indent, simpleKey }: Place): string {
  let out = open;
  let at = column + open.length;
  let afterSpace = false;
  const characters = [...text];
  for (const [index, character] of characters.entries()) {
    const inside = open === '' || (index > 0 && index < characters.length - 1);
    if (character === ' ' && !simpleKey && !afterSpace && at > BEST_WIDTH && inside && characters[index + 1] !== ' ') {
      out += `\n${' '.repeat(indent)}`;
      at = indent;
    } else if (character === '\u2028' || character === '\u2029') {
      // a line break of its own, after which the next line is indented
      out += character + ' '.repeat(indent);
      at = indent;
    } else {
      out += character;
      at++;
    }
    afterSpace = character === ' ';
  }
  return out + close;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function doubleQuoted(text: string, { column, indent, simpleKey }: Place): string {
  let out = '"';
  let at = column + 1;
  let afterSpace = false;
  const characters = [...text];
  for (const [index, character] of characters.entries()) {
    let piece = character;
    if (mustEscape(character)) piece = escaped(character);
    else if (
      character === ' ' &&
      !simpleKey &&
      !afterSpace &&
      at > BEST_WIDTH &&
      index > 0 &&
      index < characters.length - 1
    ) {
      out += `\n${' '.repeat(indent)}${characters[index + 1] === ' ' ? '\\' : ''}`;
      at = indent;
      piece = '';
    }
    out += piece;
    at += [...piece].length;
    afterSpace = character === ' ';
  }
  return `${out}"`;
}

const mustEscape = (character: string): boolean =>
  /["\\\n\r\x85\u2028\u2029\ufeff]/.test(character) || !/^[\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]$/u.test(character);

function escaped(character: string): string {
  const short = ESCAPES[character];
  if (short !== undefined) return `\\${short}`;
  const point = character.codePointAt(0)!;
  const hex = (width: number) => point.toString(16).toUpperCase().padStart(width, '0');
  return point <= 0xff ? `\\x${hex(2)}` : point <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

/** `|` with what it says of the first indent and of the line ends at the end, then every line as it is. */
function literal(text: string, { indent }: Place): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const end = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const space = ' '.repeat(indent);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return `|${hint}${end}\n${lines.map(line => (line === '' ? '' : space + line)).join('\n')}`;
}
