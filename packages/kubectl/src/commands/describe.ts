import type { KubeObject } from '@playhead/core';
import { describeObject, readsOf } from '../describe/describe.ts';
import type { Source } from '../describe/events.ts';
import { type Fault, fail, failIfAny } from '../errors.ts';
import { infoOfKind } from '../kinds.ts';
import { type Act, attempt, type Session } from '../session.ts';
import { findTargets, parseArgs, type Target } from '../targets.ts';
import { FILENAME, SELECTOR } from './common.ts';
import type { Command } from './table.ts';

/** `kubectl describe TYPE [NAME-PREFIX | -l selector]`; several are set apart by two empty lines. */
export const describe: Command = {
  path: 'describe',
  flags: [
    FILENAME,
    SELECTOR,
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'show-events', type: 'bool' },
    { name: 'recursive', short: 'R', type: 'bool' },
    { name: 'chunk-size', type: 'int' },
  ],
  *run(session) {
    const { flags, args } = session;
    if (args.length === 0 && flags.list('filename').length === 0)
      fail(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    let { found, faults } = yield* findTargets(session, {
      allowAll: true,
      allNamespaces: flags.bool('all-namespaces'),
    });
    if (found.length === 0 && faults.length > 0 && args.length === 2 && !args.some(arg => arg.includes('/'))) {
      const prefixed = yield* withPrefix(session);
      if (prefixed.length > 0) [found, faults] = [prefixed, []];
    }
    const lists = new Map<string, KubeObject[]>();
    const failed: Fault[] = [...faults];
    let first = true;
    for (const target of found) {
      const view = yield* sourceFor(session, target, lists);
      session.out(`${first ? '' : '\n\n'}${describeObject(view, target.object!, session.now)}`);
      first = false;
    }
    failIfAny(failed);
    if (found.length === 0) {
      const wanted = args.length === 0 ? [] : parseArgs(args);
      const inNamespace = !flags.bool('all-namespaces') && wanted.every(w => w.info.namespaced);
      session.err(inNamespace ? `No resources found in ${session.namespace} namespace.\n` : 'No resources found\n');
    }
  },
};

/** Everything of the type whose name begins so: what `describe pod web` falls back to. */
function* withPrefix(session: Session): Act<Target[]> {
  const [type, prefix] = session.args;
  const all = yield* attempt(findTargets(session, { allowAll: true, args: [type!], selector: '' }));
  return 'value' in all ? all.value.found.filter(target => target.name.startsWith(prefix!)) : [];
}

/** What a description looks up besides the object, fetched once a command. */
function* sourceFor(session: Session, target: Target, lists: Map<string, KubeObject[]>): Act<Source> {
  const namespace = target.info.namespaced ? target.namespace : undefined;
  const where = namespace ?? '';
  for (const kind of readsOf(target.info.kind)) {
    const key = `${kind}/${where}`;
    if (!lists.has(key)) lists.set(key, yield* session.list(infoOfKind(kind)!, namespace));
  }
  return {
    hidesEvents: !session.flags.bool('show-events', true),
    list: (kind, within) =>
      (lists.get(`${kind}/${where}`) ?? []).filter(o => within === undefined || o.metadata.namespace === within),
  };
}
