import { describe, expect, it } from 'vitest';
import { run } from './playhead.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "app:v1"}]}}
`;

describe('playhead check', () => {
  it('says a line a document, and 1 where one is refused', async () => {
    const wrong = WEB.replace('{name: web}', '{name: Not_A_Name}');
    const { status, stdout, stderr } = await run(['check', '-f', '-'], { input: `${WEB}---\n${wrong}` });
    expect([status, stderr]).toEqual([1, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('Deployment/web  accepted');
    expect(lines[1]).toMatch(
      /^Deployment\/Not_A_Name {2}refused, 422 Invalid: Deployment\.apps "Not_A_Name" is invalid: /,
    );
  });

  it('gives the object as defaulted, a JSON line a document', async () => {
    const { status, stdout } = await run(['check', '-f', '-', '-o', 'json'], { input: WEB });
    const answer = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(answer).toMatchObject({
      status: 201,
      object: { metadata: { namespace: 'default', generation: 1 }, spec: { replicas: 1, revisionHistoryLimit: 10 } },
    });
    expect(answer.object.metadata).not.toHaveProperty('uid');
  });

  it('reads a List and JSON lines, and sends to the namespace it is told', async () => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } };
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [manifest, manifest] });
    const sent = await run(['check', '-f', '-', '-n', 'shop'], { input: list });
    expect(sent.stderr).toBe('');
    expect(sent.stdout).toBe('ConfigMap/a  accepted\n'.repeat(2));
    const lines = `${JSON.stringify(manifest)}\n${JSON.stringify(manifest)}\n`;
    const { status, stdout } = await run(['check', '-f', '-'], { input: lines });
    expect([status, stdout.split('\n').length]).toEqual([1, 3]);
    expect(stdout).toContain('the namespace of the provided object does not match the namespace sent on the request');
  });

  it('names what cannot be read, and the line', async () => {
    const { status, stderr } = await run(['check', '-f', '-'], { input: 'kind: [' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^playhead: -:1: .*\n$/);
    expect((await run(['check'])).status).toBe(2);
    expect((await run(['check', '-f', '-'], { input: '' })).stderr).toContain('is empty');
  });
});
