/** A strategy as a patch of the scenario's manifests. */
import { strategicPatch } from '@playhead/api';
import type { JsonObject } from '@playhead/core';
import type { Scenario } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { parseAllDocuments, stringify } from 'yaml';

/** The manifests a patch changed, as `Deployment/web`. */
export interface PatchedScenario {
  readonly scenario: Scenario;
  readonly manifests: readonly string[];
}

/**
 * Applies a patch to every manifest of the scenario's files that it names: by `kind` (Deployment where it says none) and
 * `metadata.name` (all of the kind where it says none). It is a strategic merge patch, so lists of containers merge by
 * name and null takes a field away. Several documents are several patches. Left: what is wrong, in a line without the
 * file's name.
 */
export function patchScenario(scenario: Scenario, patchText: string): E.Either<string, PatchedScenario> {
  const patches = documentsOf(patchText);
  if (E.isLeft(patches)) return patches;
  if (patches.right.length === 0)
    return E.left('holds no patch; write fields of the Deployment, as spec: {strategy: …}');
  let files = scenario.files;
  const manifests = new Set<string>();
  for (const patch of patches.right) {
    const patched = patchFiles(files, patch);
    if (E.isLeft(patched)) return patched;
    files = patched.right.files;
    for (const name of patched.right.manifests) manifests.add(name);
  }
  return E.right({ scenario: { ...scenario, files }, manifests: [...manifests] });
}

type Files = Scenario['files'];

function patchFiles(
  files: Files,
  patch: JsonObject,
): E.Either<string, { readonly files: Files; readonly manifests: readonly string[] }> {
  const wanted = { kind: textAt(patch, 'kind') ?? 'Deployment', name: nameOf(patch) };
  const result: Record<string, string> = {};
  const manifests: string[] = [];
  const there: string[] = [];
  for (const [file, text] of Object.entries(files)) {
    const documents = documentsOf(text);
    // a file that is no YAML is a story of its own: kubectl refuses it when it is used
    if (E.isLeft(documents)) {
      result[file] = text;
      continue;
    }
    const patched: JsonObject[] = [];
    for (const manifest of documents.right) {
      const name = `${textAt(manifest, 'kind')}/${nameOf(manifest)}`;
      there.push(name);
      if (textAt(manifest, 'kind') !== wanted.kind || (wanted.name !== undefined && nameOf(manifest) !== wanted.name)) {
        patched.push(manifest);
        continue;
      }
      const made = strategicPatch(manifest, patch);
      if (E.isLeft(made)) return E.left(`cannot be applied to ${name}: ${made.left}`);
      patched.push(made.right);
      manifests.push(name);
    }
    result[file] = patched.map(manifest => stringify(manifest)).join('---\n');
  }
  if (manifests.length > 0) return E.right({ files: result, manifests });
  return E.left(
    `no ${wanted.kind}${wanted.name === undefined ? '' : ` "${wanted.name}"`} among the scenario’s manifests (${there.join(', ') || 'it has none'}); name one of them`,
  );
}

function documentsOf(text: string): E.Either<string, JsonObject[]> {
  const documents: JsonObject[] = [];
  for (const document of parseAllDocuments(text, { prettyErrors: true })) {
    if ('errors' in document && document.errors[0] !== undefined)
      return E.left(`not YAML: ${document.errors[0].message.split('\n')[0]}`);
    const value: unknown = document.toJS();
    if (value === null || value === undefined) continue;
    if (typeof value !== 'object' || Array.isArray(value)) return E.left('expected a map of fields');
    documents.push(value as JsonObject);
  }
  return E.right(documents);
}

const textAt = (object: JsonObject, field: string): string | undefined => {
  const value = object[field];
  return typeof value === 'string' ? value : undefined;
};

const nameOf = (manifest: JsonObject): string | undefined => {
  const { metadata } = manifest;
  return typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)
    ? textAt(metadata as JsonObject, 'name')
    : undefined;
};
