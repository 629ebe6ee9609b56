import type { FieldError } from '../refusal.ts';
import { invalidValue } from './errors.ts';

/** Internet addresses as fields of old take them: leading zeros in an IPv4 address are let through. */

const NOT_AN_ADDRESS = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

const isIPv4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every(part => Number(part) <= 255);

export const isIPv6 = (text: string): boolean => {
  const parts = text.split('::');
  if (!text.includes(':') || parts.length > 2) return false;
  const groups = parts.flatMap(part => (part === '' ? [] : part.split(':')));
  const tail = groups.at(-1) ?? '';
  const dotted = tail.includes('.');
  const hex = dotted ? groups.slice(0, -1) : groups;
  const count = hex.length + (dotted ? 2 : 0);
  return (
    hex.every(group => /^[0-9a-fA-F]{1,4}$/.test(group)) &&
    (!dotted || isIPv4(tail)) &&
    (parts.length === 2 ? count < 8 : count === 8)
  );
};

export const validateAddress = (text: string, path: string): FieldError[] =>
  isIPv4(text) || isIPv6(text) ? [] : [invalidValue(path, text, NOT_AN_ADDRESS)];

/** `10.0.0.0/8` (validation.IsValidCIDRForLegacyField). */
export function validateRange(text: string, path: string): FieldError[] {
  const [address = '', bits = '', ...more] = text.split('/');
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  return more.length === 0 && /^\d+$/.test(bits) && Number(bits) <= most
    ? []
    : [invalidValue(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
}

/** An address outside the cluster that others can reach (validation.ValidateEndpointIP); IPv6 only in its plain forms. */
export function validateReachable(text: string, path: string): FieldError[] {
  const wrong = validateAddress(text, path);
  if (wrong.length > 0) return wrong;
  const [first = 0, second = 0, third = 0] = text.split('.').map(Number);
  const is = (v4: boolean, v6: RegExp) => (isIPv4(text) ? v4 : v6.test(text.toLowerCase()));
  const errors: FieldError[] = [];
  const say = (words: string) => errors.push(invalidValue(path, text, words));
  if (is(/^[0.]+$/.test(text), /^[0:]+$/)) say(`may not be unspecified (${text})`);
  if (is(first === 127, /^(0*:)+0*1$/)) say('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (is(first === 169 && second === 254, /^fe[89ab]/))
    say('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  if (is(first === 224 && second === 0 && third === 0, /^ff[0-9a-f]2:/))
    say('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  return errors;
}
