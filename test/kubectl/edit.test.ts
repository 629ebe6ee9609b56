import { type Json, keyOf } from '@playhead/core';
import { expect, test } from 'vitest';
import { FakeServer } from './fakeServer.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: "app:v1"}]}
`;

function edited(line: string, edit?: Json) {
  const server = new FakeServer({ 'web.yaml': WEB });
  server.kubectl('apply -f web.yaml');
  const said = server.kubectl(line, undefined, edit);
  return { said, patch: server.requests.at(-1), web: server.state.get(keyOf('Deployment', 'default', 'web'))! };
}

test('what was changed in the editor is sent as a strategic patch of the difference', () => {
  const { said, patch, web } = edited('edit deploy/web', { spec: { replicas: 5 } });
  expect(said).toEqual({ exitCode: 0, out: 'deployment.apps/web edited\n', err: '' });
  expect(patch).toMatchObject({ verb: 'patch', patchType: 'strategic', fieldManager: 'kubectl-edit' });
  expect(patch).toMatchObject({ patch: { spec: { replicas: 5 } } });
  expect(web.spec.replicas).toBe(5);
});

test('a list is a JSON Patch, and containers are patched by their names', () => {
  const replace = { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'app:v2' };
  const { said, patch } = edited('edit deploy web --output-patch', [replace]);
  const containers = [{ image: 'app:v2', name: 'c' }];
  expect(patch).toMatchObject({ patch: { spec: { template: { spec: { containers } } } } });
  expect(said.out).toBe(
    'Patch: {"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"c"}],"containers":[{"image":"app:v2","name":"c"}]}}}}\ndeployment.apps/web edited\n',
  );
});

test.each<[string, Json | undefined, number, string]>([
  ['edit deploy/web', { spec: { replicas: 2 } }, 0, 'Edit cancelled, no changes made.\n'],
  ['edit deploy/web', undefined, 1, 'error: unable to launch the editor "vi"\n'],
  ['edit deploy/none', {}, 1, 'Error from server (NotFound): deployments.apps "none" not found\n'],
  [
    'edit deploy/web',
    { spec: { replicas: -1 } },
    1,
    'error: deployments.apps "web" is invalid\nA copy of your changes has been stored to "/tmp/kubectl-edit-1.yaml"\nerror: Edit cancelled, no valid changes were saved.\n',
  ],
  [
    'edit deploy/web',
    { metadata: { name: 'other' } },
    1,
    'A copy of your changes has been stored to "/tmp/kubectl-edit-1.yaml"\nerror: At least one of apiVersion, kind and name was changed\n',
  ],
])('kubectl %s with %j', (line, edit, exitCode, err) =>
  expect(edited(line, edit).said).toEqual({ exitCode, out: '', err }),
);
