import { type Checked, checkManifest } from '@playhead/api';
import type { Json, JsonObject } from '@playhead/core';
import { parseManifests } from '@playhead/kubectl';
import * as E from 'fp-ts/lib/Either.js';
import { escapeJson, sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { EXIT, type ExitCode, Trouble } from '../edge/trouble.ts';
import { readText } from '../input/open.ts';

/** A line a document, in order. Exit code 1 where one is refused. */
export async function checkFile(
  file: string,
  session: Session,
  { namespace, json }: { readonly namespace: string; readonly json: boolean },
): Promise<ExitCode> {
  const answers = documentsOf(await readText(file, session), file).map(manifest => ({
    manifest,
    answer: checkManifest(manifest, namespace),
  }));
  await session.out.writeLines(
    answers.map(({ manifest, answer }) => (json ? jsonOf(answer) : sanitiseLine(lineOf(manifest, answer)))),
  );
  return answers.every(({ answer }) => answer.status === 201) ? EXIT.yes : EXIT.no;
}

const jsonOf = (answer: Checked): string =>
  escapeJson(JSON.stringify('object' in answer ? { status: answer.status, object: answer.object } : answer));

function lineOf({ kind, metadata }: JsonObject, answer: Checked): string {
  const name = (metadata as JsonObject | undefined)?.name ?? (metadata as JsonObject | undefined)?.generateName ?? '';
  const what = `${String(kind)}/${String(name)}`;
  if (!('object' in answer)) return `${what}  refused, ${answer.status} ${answer.reason}: ${answer.message}`;
  return [`${what}  accepted`, ...answer.warnings.map(warning => `warning: ${warning}`)].join('  ');
}

/** YAML, JSON, a List, or JSON lines. @throws Trouble with the line where it cannot be read. */
function documentsOf(text: string, file: string): readonly JsonObject[] {
  const parsed = parseManifests(jsonLines(text) ?? text);
  if (E.isLeft(parsed)) throw new Trouble(`${file}:${parsed.left.line}: ${parsed.left.message}; mend it`);
  const objects = parsed.right.flatMap(itemsOf);
  if (objects.length === 0) throw new Trouble(`${file}: no manifest in it; name a file with one`);
  return objects.map((value, index) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw new Trouble(`${file}: document ${index + 1}: expected an object, got ${JSON.stringify(value)}`);
  });
}

/** JSON lines are made a YAML stream: a document a line. */
function jsonLines(text: string): string | undefined {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  if (lines.length < 2 || !lines.every(line => line.startsWith('{') && line.trimEnd().endsWith('}'))) return undefined;
  return lines.join('\n---\n');
}

function itemsOf(value: Json): readonly Json[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value];
  const { kind, items } = value as JsonObject;
  return kind === 'List' && Array.isArray(items) ? (items as readonly Json[]) : [value];
}
