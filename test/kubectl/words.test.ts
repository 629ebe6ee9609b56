/**
 * Command lines one after the other against a server in memory, with what kubectl 1.35.3 printed for them against a real
 * control plane. A line without words only changes what is there, or says what this server does not have: addresses,
 * times, what controllers do.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FakeServer } from './fakeServer.ts';

interface Row {
  readonly line: string;
  readonly exitCode?: number;
  readonly out?: string;
  readonly err?: string;
}

function told(name: string): { files: Readonly<Record<string, string>>; rows: readonly Row[] } {
  const text = readFileSync(new URL(`testdata/${name}.jsonl`, import.meta.url), 'utf8');
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  return { files: head.files, rows };
}

describe.each(['words-apply', 'words-create', 'words-change'])('%s', name => {
  const { files, rows } = told(name);
  const server = new FakeServer(files);
  test.each(rows.map(row => [row.line, row] as const))('kubectl %s', (line, { exitCode, out = '', err = '' }) => {
    const said = server.kubectl(line);
    if (exitCode !== undefined) expect(said).toEqual({ exitCode, out, err });
  });
});
