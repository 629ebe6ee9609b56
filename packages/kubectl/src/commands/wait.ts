import type { Condition, KubeObject } from '@playhead/core';
import { type Fault, fail, failIfAny } from '../errors.ts';
import { fullName } from '../kinds.ts';
import { findJsonPath, printValue, relaxed } from '../printers/jsonpath.ts';
import { type Act, attempt, type Session } from '../session.ts';
import { findTargets, type Target } from '../targets.ts';
import { ALL, FILENAME, OUTPUT, SELECTOR } from './common.ts';
import type { Command } from './table.ts';

/** `kubectl wait TYPE/NAME --for=condition=Available`, `--for=delete`, `--for=create`, `--for=jsonpath='{…}'=value`. */
export const wait: Command = {
  path: 'wait',
  flags: [
    FILENAME,
    SELECTOR,
    ALL,
    OUTPUT,
    { name: 'for', type: 'text' },
    { name: 'timeout', type: 'duration' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'field-selector', type: 'text' },
    { name: 'local', type: 'bool' },
  ],
  *run(session) {
    const { flags } = session;
    const until = conditionFor(flags.text('for') ?? '');
    const timeout = flags.given('timeout') ? flags.duration('timeout') : 30_000;
    // a negative timeout is a week
    const end = session.now + (timeout < 0 ? 168 * 3_600_000 : timeout);
    const options = { allNamespaces: flags.bool('all-namespaces') };
    let targets = yield* findTargets(session, options);
    while (until.created === true && targets.found.length === 0) {
      if (session.now + 500 > end) fail('timed out waiting for the condition');
      yield* session.ask({ verb: 'sleep', milliseconds: 500 });
      targets = yield* findTargets(session, options);
    }
    const gone = until.deleted === true;
    const faults: Fault[] = targets.faults.filter(f => !(gone && 'refusal' in f && f.refusal.code === 404));
    if (targets.found.length === 0 && faults.length === 0 && !gone) fail('no matching resources found');
    for (const target of targets.found) {
      const done = yield* attempt(waitFor(session, target, until, end, timeout === 0));
      if ('faults' in done) faults.push(...done.faults);
      else if (flags.text('output') === 'name') session.out(`${fullName(target.info, target.name)}\n`);
      else session.out(`${fullName(target.info, target.name)} condition met\n`);
    }
    failIfAny(faults);
  },
};

interface Until {
  readonly created?: boolean;
  readonly deleted?: boolean;
  readonly holds?: (object: KubeObject) => boolean;
}

function conditionFor(text: string): Until {
  if (text.toLowerCase() === 'delete') return { deleted: true };
  if (text.toLowerCase() === 'create') return { created: true, holds: () => true };
  if (text.startsWith('condition=')) {
    const [type = '', status = 'true'] = splitOnce(text.slice('condition='.length));
    return { holds: object => conditionHolds(object, type, status) };
  }
  if (text.startsWith('jsonpath=')) return jsonPathCondition(text.slice('jsonpath='.length));
  return fail(`unrecognized condition: "${text}"`);
}

function splitOnce(text: string): string[] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A condition of an old generation does not count. */
function conditionHolds(object: KubeObject, type: string, status: string): boolean {
  const condition = ((object.status?.conditions ?? []) as readonly Condition[]).find(
    c => c.type.toLowerCase() === type.toLowerCase(),
  );
  if (condition === undefined) return false;
  const { generation } = object.metadata;
  const observed = condition.observedGeneration ?? (object.status?.observedGeneration as number | undefined);
  if (generation !== undefined && observed !== undefined && observed < generation) return false;
  return condition.status.toLowerCase() === status.toLowerCase();
}

function jsonPathCondition(input: string): Until {
  // a single '=' parts the path from the value; '==' belongs to a filter
  const parts = input.split(/(?<!=)=(?!=)/);
  if (parts.length > 2)
    fail(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  const path = relaxed(parts[0]!);
  if (parts.length === 1) return { holds: object => findJsonPath(path, object).length > 0 };
  const value = parts[1]!.replace(/^['"]+|['"]+$/g, '');
  if (value === '')
    fail("jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3");
  return { holds: object => findJsonPath(path, object).some(found => printValue(found) === value) };
}

function* waitFor(session: Session, target: Target, until: Until, end: number, once: boolean): Act<void> {
  const { info, namespace, name } = target;
  const where = { kind: info.kind, namespace, name };
  const { uid } = target.object!.metadata;
  let { object, refusal } = yield* session.ask({ verb: 'get', ...where });
  for (;;) {
    const present = refusal === undefined && object !== undefined;
    if (until.deleted === true ? !present || object!.metadata.uid !== uid : present && until.holds!(object!)) return;
    if (!present)
      fail(
        `Error from server (NotFound): ${info.plural}${info.group === '' ? '' : `.${info.group}`} "${name}" not found`,
      );
    if (once) fail(`condition not met for ${info.plural}/${name}`);
    const late = `timed out waiting for the condition on ${info.plural}/${name}`;
    ({ object, refusal } = yield* session.next(where, end, late));
  }
}
