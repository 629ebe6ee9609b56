import type { Json, JsonObject, KubeObject } from '@playhead/core';
import * as E from 'fp-ts/lib/Either.js';
import { parseAllDocuments, type Tags } from 'yaml';
import { fail } from './errors.ts';
import { infoOfKind, type KindInfo } from './kinds.ts';
import type { Session } from './session.ts';

/** An object as a file has it, its namespace filled in. */
export interface Manifest {
  readonly file: string;
  readonly info: KindInfo;
  readonly object: KubeObject;
}

/** Every object of the files `-f` names, in order; a `List` counts as its items. */
export function readManifests(session: Session, files: readonly string[]): Manifest[] {
  return files
    .flatMap(named => filesUnder(session, named))
    .flatMap(([file, text]) => objectsOf(file, text).map(object => manifest(session, file, object)));
}

/** The file of that name, or every manifest where the working folder itself is named. */
function filesUnder(session: Session, named: string): (readonly [file: string, text: string])[] {
  const { files } = session.invocation;
  const path = named.replace(/^(\.\/)+(?=.)/, '');
  if (path === '.' || path === './')
    return Object.keys(files)
      .filter(name => /\.(json|ya?ml)$/.test(name))
      .sort()
      .map(name => [name, files[name]!]);
  const text = files[path];
  return text === undefined ? fail(`the path "${named}" does not exist`) : [[named, text]];
}

function objectsOf(file: string, text: string): JsonObject[] {
  const documents = parseManifests(text);
  if (E.isLeft(documents))
    return fail(
      `error parsing ${file}: error converting YAML to JSON: yaml: ${lineIn(documents.left.line)}${goWords(documents.left.message)}`,
    );
  return documents.right.flatMap(value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      fail(
        `error validating "${file}": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false`,
      );
    return flattened(value as JsonObject);
  });
}

/** Go's reader counts lines from 0 in its messages and does not speak of the first. */
const lineIn = (line: number): string => (line > 1 ? `line ${line}: ` : '');

/** What the two readers call the same thing. */
const GO_WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /nested mappings are not allowed|implicit keys? (?:needs? to|must) be on a single line/i,
    'mapping values are not allowed in this context',
  ],
  [/missing closing ['"]?quote/i, 'found unexpected end of stream'],
  [/tabs? (?:are|is) not allowed|found tab/i, 'found character that cannot start any token'],
  [/unresolved alias/i, 'unknown anchor referenced'],
];
const goWords = (message: string): string => GO_WORDS.find(([ours]) => ours.test(message))?.[1] ?? message;

/** The documents of a YAML or JSON text, empty ones left out, or where it cannot be read (the line counts from 1). */
export function parseManifests(
  text: string,
): E.Either<{ readonly line: number; readonly message: string }, readonly Json[]> {
  const values: Json[] = [];
  for (const document of parseAllDocuments(text, YAML_1_1)) {
    if (!('errors' in document)) continue;
    const [fault] = document.errors;
    if (fault !== undefined)
      return E.left({ line: fault.linePos?.[0].line ?? 0, message: fault.message.split('\n')[0] ?? '' });
    const value = document.toJS({ maxAliasCount: 1000 }) as Json | undefined;
    if (value !== null && value !== undefined) values.push(value);
  }
  return E.right(values);
}

/** YAML as Go's reader has it (1.1), but times of day stay text and a number with colons too. */
const YAML_1_1 = {
  version: '1.1',
  uniqueKeys: false,
  merge: true,
  customTags: (tags: Tags): Tags =>
    tags
      .filter(tag => typeof tag === 'string' || !/timestamp|omap|pairs|set|binary/.test(String(tag.tag)))
      .filter(tag => typeof tag === 'string' || !('format' in tag) || tag.format !== 'TIME'),
} as const;

const flattened = (object: JsonObject): JsonObject[] =>
  typeof object.kind === 'string' && object.kind.endsWith('List') && Array.isArray(object.items)
    ? (object.items as readonly JsonObject[]).flatMap(flattened)
    : [object];

function manifest(session: Session, file: string, json: JsonObject): Manifest {
  const object = json as unknown as KubeObject;
  const missing = ['apiVersion', 'kind'].filter(field => typeof json[field] !== 'string' || json[field] === '');
  if (missing.length > 0) {
    const words = missing.map(field => `${field} not set`).join(', ');
    fail(
      `error validating "${file}": error validating data: ${missing.length > 1 ? `[${words}]` : words}; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  }
  const info = infoOfKind(object.kind);
  if (info === undefined || info.apiVersion !== object.apiVersion) return noMatch(object, file);
  const metadata = object.metadata ?? {};
  if (!info.namespaced) return { file, info, object: { ...object, metadata } };
  const given = metadata.namespace;
  if (given !== undefined && given !== '' && given !== session.namespace && session.namespaceGiven)
    fail(
      `the namespace from the provided object "${given}" does not match the namespace "${session.namespace}". You must pass '--namespace=${given}' to perform this operation.`,
    );
  return { file, info, object: { ...object, metadata: { ...metadata, namespace: given || session.namespace } } };
}

const noMatch = (object: KubeObject, file: string): never =>
  fail(
    `resource mapping not found for name: "${object.metadata?.name ?? ''}" namespace: "${object.metadata?.namespace ?? ''}" from "${file}": no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`,
  );
