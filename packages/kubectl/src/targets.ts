import type { KubeObject } from '@playhead/core';
import { endpointsFromSlices } from './endpoints.ts';
import { CommandFailed, type Fault, fail } from './errors.ts';
import { fieldSelector } from './fieldSelector.ts';
import { allKinds, type KindInfo, resourceNamed } from './kinds.ts';
import { readManifests } from './manifests.ts';
import { type Act, attempt, type Session } from './session.ts';

/** One object a command is about. */
export interface Target {
  readonly info: KindInfo;
  readonly namespace: string;
  readonly name: string;
  /** The file that named it, if one did. */
  readonly file?: string;
  /** As the server has it, where it was fetched. */
  readonly object?: KubeObject;
}

export interface Targets {
  readonly found: readonly Target[];
  /** What could not be found or fetched; the rest goes on without. */
  readonly faults: readonly Fault[];
  /** One object was asked for by its name: `get -o yaml` then prints no list. */
  readonly single: boolean;
}

export interface TargetOptions {
  /** Without names, all of the type (`get deploy`); else that is an error unless `--all` or a selector is given. */
  readonly allowAll?: boolean;
  readonly allNamespaces?: boolean;
  /** Names alone are enough: `delete`. */
  readonly unfetched?: boolean;
  readonly selector?: string | undefined;
  /** `--field-selector`, of what is listed. */
  readonly fieldSelector?: string | undefined;
  readonly files?: readonly string[];
  /** Words that stand for a kind where there are none. */
  readonly args?: readonly string[];
}

/** What `TYPE NAME...`, `TYPE/NAME...`, `-l`, `-f` and `--all` point at (cli-runtime resource.Builder). */
export function* findTargets(session: Session, options: TargetOptions = {}): Act<Targets> {
  const files = options.files ?? session.flags.list('filename');
  const selector = options.selector ?? session.flags.text('selector');
  const args = options.args ?? session.args;
  if (files.length > 0) return yield* fromFiles(session, files, options);
  const wanted = parseArgs(args);
  if (args.some(isAmbiguous)) session.err(AMBIGUOUS);
  const namespace = options.allNamespaces === true ? undefined : session.namespace;
  if (wanted.length === 0) throw new CommandFailed([{ text: NOTHING_GIVEN }]);
  if (wanted.some(w => w.name !== undefined)) {
    if (selector !== undefined && selector !== '')
      fail(
        args.some(arg => arg.includes('/'))
          ? 'selectors and the all flag cannot be used when passing resource/name arguments'
          : 'name cannot be provided when a selector is specified',
      );
    if (options.allNamespaces === true) fail('a resource cannot be retrieved by name across all namespaces');
    return yield* byName(session, wanted as Wanted[], options);
  }
  const every = options.allowAll === true || session.flags.bool('all') || (selector !== undefined && selector !== '');
  if (!every) fail('resource(s) were provided, but no name was specified');
  return yield* bySelector(session, wanted, namespace, selector, options.fieldSelector ?? '');
}

const NOTHING_GIVEN = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** Two groups have events, and both call them `ev`. */
const isAmbiguous = (arg: string, index: number, args: readonly string[]): boolean =>
  (index === 0 || args[0]!.includes('/')) && arg.split('/')[0]!.split(',').includes('ev');
const AMBIGUOUS = 'Warning: short name "ev" could also match lower priority resource events.events.k8s.io\n';

interface Wanted {
  readonly info: KindInfo;
  readonly name?: string;
}

/** `deploy/web rs/x`, `deploy,svc web api`, `all`. */
export function parseArgs(args: readonly string[]): Wanted[] {
  if (args.some(arg => arg.includes('/'))) return args.map(slashed);
  const [types, ...names] = args;
  if (types === undefined) return [];
  const infos = types.split(',').flatMap(word => (word.toLowerCase() === 'all' ? allKinds() : [resource(word)]));
  const distinct = infos.filter((info, at) => infos.indexOf(info) === at);
  return names.length === 0
    ? distinct.map(info => ({ info }))
    : distinct.flatMap(info => names.map(name => ({ info, name })));
}

function slashed(arg: string): Wanted {
  const [type, name, ...more] = arg.split('/');
  if (name === undefined)
    return fail(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  if (more.length > 0) fail('arguments in resource/name form may not have more than one slash');
  if (type === '' || name === '') fail('arguments in resource/name form must have a single resource and name');
  return { info: resource(type!), name };
}

function resource(word: string): KindInfo {
  const info = resourceNamed(word);
  if (info !== undefined) return info;
  return fail(`the server doesn't have a resource type "${word.split('.')[0]}"`);
}

function* byName(session: Session, wanted: readonly Wanted[], options: TargetOptions): Act<Targets> {
  const found: Target[] = [];
  const faults: Fault[] = [];
  for (const { info, name } of wanted) {
    const namespace = info.namespaced ? session.namespace : '';
    const target = { info, namespace, name: name! };
    if (options.unfetched === true) {
      found.push(target);
      continue;
    }
    const got = yield* attempt(fetch(session, info, namespace, name!));
    if ('value' in got) found.push({ ...target, object: got.value });
    else faults.push(...got.faults);
  }
  return { found, faults, single: wanted.length === 1 };
}

function* fetch(session: Session, info: KindInfo, namespace: string, name: string): Act<KubeObject> {
  if (info.kind !== 'Endpoints') return yield* session.get(info, namespace, name);
  const all = yield* endpointsFromSlices(session, namespace, undefined);
  const one = all.find(object => object.metadata.name === name);
  return one ?? fail(`Error from server (NotFound): endpoints "${name}" not found`);
}

function* bySelector(
  session: Session,
  wanted: readonly Wanted[],
  namespace: string | undefined,
  selector: string | undefined,
  fields: string,
): Act<Targets> {
  const found: Target[] = [];
  const faults: Fault[] = [];
  for (const { info } of wanted) {
    const got = yield* attempt(listed(session, info, namespace, selector, fields));
    if ('faults' in got) faults.push(...got.faults);
    else for (const object of got.value) found.push(targetOf(info, object));
  }
  return { found, faults, single: false };
}

function* listed(
  session: Session,
  info: KindInfo,
  namespace: string | undefined,
  selector: string | undefined,
  fields: string,
): Act<KubeObject[]> {
  const selects = fields === '' ? () => true : fieldSelector(info, fields);
  const all =
    info.kind === 'Endpoints'
      ? endpointsFromSlices(session, namespace, selector)
      : session.list(info, namespace, selector);
  return (yield* all).filter(selects);
}

const targetOf = (info: KindInfo, object: KubeObject): Target => ({
  info,
  namespace: object.metadata.namespace ?? '',
  name: object.metadata.name,
  object,
});

function* fromFiles(session: Session, files: readonly string[], options: TargetOptions): Act<Targets> {
  const found: Target[] = [];
  const faults: Fault[] = [];
  const manifests = readManifests(session, files);
  for (const { file, info, object } of manifests) {
    const { name, namespace = '' } = object.metadata;
    if (options.unfetched === true) {
      found.push({ info, namespace, name, file });
      continue;
    }
    const got = yield* attempt(session.get(info, namespace, name));
    if ('value' in got) found.push({ info, namespace, name, file, object: got.value });
    else faults.push(...got.faults);
  }
  return { found, faults, single: manifests.length === 1 };
}
