/** How moments, durations, names and images are written, the same on every screen and in every transcript. */
import type { LogHeader, LogTime } from '../log/entry.ts';

/** `0.30s` is for paces; here `1.0s`, `13.7s`, `3m12s`, `2h03m`. Milliseconds in. */
export function duration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h${two(Math.floor(seconds / 60) % 60)}m`;
  return `${Math.floor(seconds / 86_400)}d${two(Math.floor(seconds / 3600) % 24)}h`;
}

/** From the start of the log: `+6.607s` below ten minutes, then `+10m05s`, `+2h03m05s`. */
export function offset(time: LogTime): string {
  if (time < 600_000) return `+${(time / 1000).toFixed(3)}s`;
  const seconds = Math.floor(time / 1000);
  const minutes = `${Math.floor(seconds / 60) % 60}`;
  const hours = Math.floor(seconds / 3600);
  return hours === 0
    ? `+${minutes}m${two(seconds % 60)}s`
    : `+${hours}h${minutes.padStart(2, '0')}m${two(seconds % 60)}s`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `01:22:28Z`, or `02:22:28 Europe/Berlin` where the log has a zone of its own. */
export function timeOfDay(header: LogHeader, time: LogTime): string {
  const zone = header.timeZone ?? 'UTC';
  const at = new Date(header.start + time);
  if (zone === 'UTC') return `${at.toISOString().slice(11, 19)}Z`;
  const words = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' }).format(at);
  return `${words} ${zone}`;
}

export const dateOf = (header: LogHeader, time: LogTime): string => {
  const at = new Date(header.start + time);
  const zone = header.timeZone ?? 'UTC';
  return zone === 'UTC'
    ? at.toISOString().slice(0, 10)
    : new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);
};

/** The last part of an image: `checkout:1.9.0` of `registry.shop.example/team/checkout:1.9.0`; a digest is cut to seven. */
export function shortImage(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.replace(/@sha256:([0-9a-f]{7})[0-9a-f]+$/, '@$1');
}

/** Cut from the left, so that the tag stays: `…out:1.9.0` in ten cells. */
export function cutLeft(text: string, width: number): string {
  return text.length <= width ? text : width <= 0 ? '' : `…${text.slice(text.length - width + 1)}`;
}

/** What is left of a generated name after its owner's: `ggmjb` of `nginx-ddb59745f-ggmjb`; ordinals keep their owner. */
export function shortName(name: string): string {
  const at = name.lastIndexOf('-');
  const last = name.slice(at + 1);
  return at > 0 && /^[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(last) ? last : name;
}

const KINDS: Readonly<Record<string, string>> = {
  Deployment: 'deploy',
  ReplicaSet: 'rs',
  StatefulSet: 'sts',
  DaemonSet: 'ds',
  ReplicationController: 'rc',
  Job: 'job',
  CronJob: 'cronjob',
  HorizontalPodAutoscaler: 'hpa',
  Pod: 'pod',
  Service: 'svc',
  ResourceQuota: 'quota',
  EndpointSlice: 'endpointslice',
  Event: 'event',
};

/** kubectl's short name of a kind, as `deploy`; the kind in small letters where there is none. */
export const shortKind = (kind: string): string => KINDS[kind] ?? kind.toLowerCase();

/**
 * Text from a file made harmless for a terminal: control characters are shown as pictures (`␛`), what turns the
 * direction of writing or has no width is written as its code point. Line ends become one space.
 */
export function clean(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text.replace(UNSAFE_ALL, character => {
    const code = character.codePointAt(0)!;
    if (character === '\n' || character === '\r' || character === '\t') return ' ';
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '␡';
    return `\\u{${code.toString(16)}}`;
  });
}

const UNSAFE_SET =
  '\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}\\ud800-\\udfff';
const UNSAFE = new RegExp(`[${UNSAFE_SET}]`, 'u');
const UNSAFE_ALL = new RegExp(`[${UNSAFE_SET}]`, 'gu');

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
