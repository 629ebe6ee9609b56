/**
 * The syntax of names, labels and values in the server's words (apimachinery/pkg/api/validate/content and
 * util/validation). Each function gives the texts of what is wrong, none where nothing is.
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const UNDERSCORED_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const UNDERSCORED = `${UNDERSCORED_LABEL}(\\.${UNDERSCORED_LABEL})*`;
const DNS1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const HTTP_HEADER = '[-A-Za-z0-9]+';
const PERCENT = '[0-9]+%';

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
const isLabel = whole(LABEL);
const isSubdomain = whole(SUBDOMAIN);
const isUnderscored = whole(UNDERSCORED);
const isDns1035 = whole(DNS1035);
const isQualified = whole(QUALIFIED);
const isLabelValue = whole(LABEL_VALUE);
const isConfigKey = whole(CONFIG_KEY);
const isHttpHeader = whole(HTTP_HEADER);
const isPercentText = whole(PERCENT);

export type Check = (value: string) => string[];

/** Newer checks count bytes, older ones say characters and count bytes all the same. */
const tooLong = (limit: number, unit: 'bytes' | 'characters' = 'characters'): string =>
  `must be no more than ${limit} ${unit}`;

function pattern(message: string, regex: string, ...examples: string[]): string {
  const list = examples.map(example => `'${example}', `).join(' or ');
  const text = examples.length === 0 ? '' : `e.g. ${list}`;
  return `${message} (${text}regex used for validation is '${regex}')`;
}

/** UTF-8 bytes. */
export const byteLength = (text: string): number => {
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
};

export const dns1123Label: Check = value => {
  const wrong: string[] = [];
  if (byteLength(value) > 63) wrong.push(tooLong(63));
  if (!isLabel.test(value))
    wrong.push(
      isSubdomain.test(value)
        ? 'must not contain dots'
        : pattern(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
            LABEL,
            'my-name',
            '123-abc',
          ),
    );
  return wrong;
};

export const dns1123Subdomain: Check = value => {
  const wrong: string[] = [];
  if (byteLength(value) > 253) wrong.push(tooLong(253));
  if (!isSubdomain.test(value))
    wrong.push(
      pattern(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        SUBDOMAIN,
        'example.com',
      ),
    );
  return wrong;
};

export const dns1123SubdomainWithUnderscore: Check = value => {
  const wrong: string[] = [];
  if (byteLength(value) > 253) wrong.push(tooLong(253));
  if (!isUnderscored.test(value))
    wrong.push(
      pattern(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
        UNDERSCORED,
        'example.com',
      ),
    );
  return wrong;
};

export const dns1035Label: Check = value => {
  const wrong: string[] = [];
  if (byteLength(value) > 63) wrong.push(tooLong(63));
  if (!isDns1035.test(value))
    wrong.push(
      pattern(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        DNS1035,
        'my-name',
        'abc-123',
      ),
    );
  return wrong;
};

/** A label or annotation key: `[prefix/]name` (content.IsLabelKey). */
export const qualifiedName: Check = value => {
  const wrong: string[] = [];
  const parts = value.split('/');
  const rule =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  let name = value;
  if (parts.length === 2) {
    const prefix = parts[0]!;
    name = parts[1]!;
    if (prefix === '') wrong.push('prefix part must be non-empty');
    else
      wrong.push(...dns1123Subdomain(prefix).map(text => `prefix part ${text.replace('253 characters', '253 bytes')}`));
  } else if (parts.length > 2) {
    return [
      `a valid label key ${pattern(rule, QUALIFIED, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (name === '') wrong.push('name part must be non-empty');
  else if (byteLength(name) > 63) wrong.push(`name part ${tooLong(63, 'bytes')}`);
  if (!isQualified.test(name)) wrong.push(`name part ${pattern(rule, QUALIFIED, 'MyName', 'my.name', '123-abc')}`);
  return wrong;
};

export const labelValue: Check = value => {
  const wrong: string[] = [];
  if (byteLength(value) > 63) wrong.push(tooLong(63, 'bytes'));
  if (!isLabelValue.test(value))
    wrong.push(
      pattern(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        LABEL_VALUE,
        'MyValue',
        'my_value',
        '12345',
      ),
    );
  return wrong;
};

/** Relaxed as since v1.34: any printable ASCII but `=`. */
export const envVarName: Check = value => {
  if (value === '') return ['environment variable name must be non-empty'];
  for (const char of value)
    if (char < ' ' || char > '~' || char === '=')
      return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
  return [];
};

export const configMapKey: Check = value => {
  const wrong: string[] = [];
  if (byteLength(value) > 253) wrong.push(tooLong(253));
  if (!isConfigKey.test(value))
    wrong.push(
      pattern(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        CONFIG_KEY,
        'key.name',
        'KEY_NAME',
        'key-name',
      ),
    );
  if (value === '.') wrong.push("must not be '.'");
  else if (value === '..') wrong.push("must not be '..'");
  else if (value.startsWith('..')) wrong.push("must not start with '..'");
  return wrong;
};

export const httpHeaderName: Check = value =>
  isHttpHeader.test(value)
    ? []
    : [pattern("a valid HTTP header must consist of alphanumeric characters or '-'", HTTP_HEADER, 'X-Header-Name')];

export const percentText: Check = value =>
  isPercentText.test(value)
    ? []
    : [pattern("a valid percent string must be a numeric string followed by an ending '%'", PERCENT, '1%', '93%')];

/** An IANA service name, as a port may be called: at most 15 characters (validation.IsValidPortName). */
export const portName: Check = value => {
  const wrong: string[] = [];
  if (byteLength(value) > 15) wrong.push(tooLong(15));
  if (!/^[-a-z0-9]+$/.test(value)) wrong.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(value)) wrong.push('must contain at least one letter (a-z)');
  if (value.includes('--')) wrong.push('must not contain consecutive hyphens');
  if (value.length > 0 && (value.startsWith('-') || value.endsWith('-')))
    wrong.push('must not begin or end with a hyphen');
  return wrong;
};

export const inRange = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`;

export const portNumber = (value: number): string[] => (value >= 1 && value <= 65535 ? [] : [inRange(1, 65535)]);
