import type { KubeObject } from '@playhead/core';
import type { FlagSpec } from '../cli/flags.ts';
import { eventAge } from '../describe/events.ts';
import { CommandFailed, fail } from '../errors.ts';
import { infoOfKind, resourceNamed } from '../kinds.ts';
import { listOf, printObject } from '../printers/output.ts';
import { tableWriter } from '../printers/tabWriter.ts';
import type { Act, Session } from '../session.ts';
import { OUTPUT } from './common.ts';
import type { Command } from './table.ts';

const FLAGS: readonly FlagSpec[] = [
  OUTPUT,
  { name: 'watch', short: 'w', type: 'bool' },
  { name: 'all-namespaces', short: 'A', type: 'bool' },
  { name: 'for', type: 'text' },
  { name: 'types', type: 'list' },
  { name: 'no-headers', type: 'bool' },
  { name: 'chunk-size', type: 'int' },
  { name: 'template', type: 'text' },
  { name: 'show-managed-fields', type: 'bool' },
];

/** `kubectl events`: what was said, in order of when it was last said; with `-w` what is said from now on (events.go). */
export const events: Command = {
  path: 'events',
  flags: FLAGS,
  *run(session) {
    const { flags } = session;
    const wanted = filterOf(session);
    const everywhere = flags.bool('all-namespaces');
    if (flags.bool('watch')) return yield* watch(session, wanted);
    const all = yield* session.list(infoOfKind('Event')!, everywhere ? undefined : session.namespace);
    const found = all.filter(wanted).sort((a, b) => lastSaid(a) - lastSaid(b));
    if (found.length === 0)
      session.err(everywhere ? 'No events found.\n' : `No events found in ${session.namespace} namespace.\n`);
    else if (flags.given('output')) session.out(printObject(listOf(found), flags.text('output')!));
    else session.out(rows(session, found, !flags.bool('no-headers')));
  },
};

function filterOf({ flags }: Session): (event: KubeObject) => boolean {
  const about = aboutOf(flags.text('for') ?? '');
  const types = flags.list('types').map(type => type.toLowerCase());
  if (types.some(type => type !== 'normal' && type !== 'warning')) fail('valid --types are Normal or Warning');
  return event =>
    (about === undefined || about(event)) && (types.length === 0 || types.includes(String(event.type).toLowerCase()));
}

function aboutOf(target: string): ((event: KubeObject) => boolean) | undefined {
  if (target === '') return undefined;
  const [type = '', name, ...more] = target.split('/');
  if (name === undefined) fail('--for must be in resource/name form');
  if (more.length > 0) fail('arguments in resource/name form may not have more than one slash');
  const info = resourceNamed(type) ?? notServed(type);
  return ({ involvedObject: o }) => o?.kind === info.kind && o.apiVersion === info.apiVersion && o.name === name;
}

/** Told without the word `error`, as kubectl tells what its discovery says. */
function notServed(type: string): never {
  throw new CommandFailed([{ text: `the server doesn't have a resource type "${type}"`, bare: true }]);
}

const lastSaid = (event: KubeObject): number =>
  Date.parse(event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? '') || 0;

function rows({ flags, now }: Session, found: readonly KubeObject[], headed: boolean): string {
  const writer = tableWriter();
  const everywhere = flags.bool('all-namespaces');
  const line = (namespace: string, cells: readonly string[]) =>
    writer.write(`${[...(everywhere ? [namespace] : []), ...cells].join('\t')}\n`);
  if (headed) line('NAMESPACE', ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']);
  for (const event of found) {
    const { kind, name } = event.involvedObject ?? {};
    const said = String(event.message ?? '').trim();
    line(event.metadata.namespace ?? '', [eventAge(event, now), event.type, event.reason, `${kind}/${name}`, said]);
  }
  return writer.flush();
}

/** What was said so far, then a row for every event that is new or said again, for ever: who runs the program ends it. */
function* watch(session: Session, wanted: (event: KubeObject) => boolean): Act<void> {
  const { flags } = session;
  const namespace = flags.bool('all-namespaces') ? '' : session.namespace;
  let headed = !flags.bool('no-headers');
  const print = (event: KubeObject) => {
    if (!wanted(event)) return;
    if (flags.given('output')) session.out(printObject(event, flags.text('output')!));
    else session.out(rows(session, [event], headed));
    headed = false;
  };
  const all = yield* session.list(infoOfKind('Event')!, namespace === '' ? undefined : namespace);
  all.forEach(print);
  for (;;) {
    const { object, change } = yield* session.ask({ verb: 'watchKind', kind: 'Event', namespace });
    if (object !== undefined && change !== 'DELETED') print(object);
  }
}
