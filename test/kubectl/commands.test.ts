/** The words are those that kubectl 1.35.3 printed of a real control plane for the same lines. */
import { type KubeObject, keyOf } from '@playhead/core';
import { describe, expect, test } from 'vitest';
import { FakeServer } from './fakeServer.ts';

const NGINX = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx, labels: {app: nginx}}
spec:
  replicas: 2
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      containers:
        - {name: nginx, image: "nginx:1.14.2", ports: [{containerPort: 80}]}
        - {name: side, image: "side:1"}
`;
const FILES = {
  'nginx.yaml': NGINX,
  'more.yaml': NGINX.replace('replicas: 2', 'replicas: 3').replace(
    '{app: nginx}}\nspec',
    '{app: nginx, x: "1"}}\nspec',
  ),
  'two.yaml': `${NGINX}---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: nginx}, ports: [{port: 80}]}\n`,
  'negative.yaml': NGINX.replace('replicas: 2', 'replicas: -1').replace('{name: nginx,', '{name: bad,'),
  'elsewhere.yaml': NGINX.replace('{name: nginx,', '{name: nginx, namespace: elsewhere,'),
  'nokind.yaml': 'apiVersion: v1\nmetadata: {name: web}\n',
  'foo.yaml': 'apiVersion: v2\nkind: Foo\nmetadata: {name: web}\n',
};

const applied = () => {
  const server = new FakeServer(FILES);
  expect(server.kubectl('apply -f nginx.yaml')).toEqual({
    exitCode: 0,
    out: 'deployment.apps/nginx created\n',
    err: '',
  });
  return server;
};
const deployment = (server: FakeServer): KubeObject => server.state.get(keyOf('Deployment', 'default', 'nginx'))!;

/** One line after the manifest was applied: its exit code, what it prints, and what it says is wrong. */
const LINES: readonly (readonly [line: string, exitCode: number, out: string, err: string])[] = [
  ['apply -f nginx.yaml', 0, 'deployment.apps/nginx unchanged\n', ''],
  ['apply -f more.yaml', 0, 'deployment.apps/nginx configured\n', ''],
  ['apply -f two.yaml', 0, 'deployment.apps/nginx unchanged\nservice/web created\n', ''],
  [
    'apply -f negative.yaml',
    1,
    '',
    'The Deployment "bad" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
  ],
  [
    'apply -f elsewhere.yaml',
    1,
    '',
    'error: the namespace from the provided object "elsewhere" does not match the namespace "default". You must pass \'--namespace=elsewhere\' to perform this operation.\n',
  ],
  [
    'apply -f nokind.yaml',
    1,
    '',
    'error: error validating "nokind.yaml": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false\n',
  ],
  [
    'apply -f foo.yaml',
    1,
    '',
    'error: resource mapping not found for name: "web" namespace: "" from "foo.yaml": no matches for kind "Foo" in version "v2"\nensure CRDs are installed first\n',
  ],
  ['apply -f none.yaml', 1, '', 'error: the path "none.yaml" does not exist\n'],
  [
    'create -f nginx.yaml',
    1,
    '',
    'Error from server (AlreadyExists): error when creating "nginx.yaml": deployments.apps "nginx" already exists\n',
  ],
  ['set image deploy/nginx nginx=nginx:2 side=side:2', 0, 'deployment.apps/nginx image updated\n', ''],
  ['set image deploy/nginx *=all:1', 0, 'deployment.apps/nginx image updated\n', ''],
  ['set image deploy/nginx nginx=nginx:1.14.2', 0, '', ''],
  ['set image deploy/nginx nope=x:1', 1, '', 'error: unable to find container named "nope"\n'],
  [
    'set image deploy/nginx nope=x:1 nginx=nginx:3',
    1,
    'deployment.apps/nginx image updated\n',
    'error: unable to find container named "nope"\n',
  ],
  ['set image deploy/nginx', 1, '', 'error: at least one image update is required\n'],
  [
    'set image deploy/nginx *=a b=c',
    1,
    '',
    'error: all containers are already specified by *, but saw more than one container_name=container_image pairs\n',
  ],
  ['set image deploy/none a=b', 1, '', 'Error from server (NotFound): deployments.apps "none" not found\n'],
  [
    'set resources deploy/nginx -c=nginx --limits=cpu=200m,memory=512Mi',
    0,
    'deployment.apps/nginx resource requirements updated\n',
    '',
  ],
  [
    'set resources deploy/nginx',
    1,
    '',
    'error: you must specify an update to requests or limits (in the form of --requests/--limits)\n',
  ],
  ['set env deploy/nginx A=b', 0, 'deployment.apps/nginx env updated\n', ''],
  ['scale deploy/nginx --replicas=5', 0, 'deployment.apps/nginx scaled\n', ''],
  ['scale deploy/nginx --replicas=5 --current-replicas=9', 1, '', 'error: Expected replicas to be 9, was 2\n'],
  [
    'scale deploy/nginx --replicas=-1',
    1,
    '',
    'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0\n',
  ],
  ['label deploy nginx tier=front', 0, 'deployment.apps/nginx labeled\n', ''],
  ['label deploy nginx app=nginx', 0, 'deployment.apps/nginx not labeled\n', ''],
  ['label deploy nginx app-', 0, 'deployment.apps/nginx unlabeled\n', ''],
  ['label deploy nginx app=other', 1, '', "error: 'app' already has a value (nginx), and --overwrite is false\n"],
  ['annotate deploy nginx note=hello', 0, 'deployment.apps/nginx annotated\n', ''],
  ['patch deploy nginx -p \'{"spec":{"replicas":3}}\'', 0, 'deployment.apps/nginx patched\n', ''],
  ['patch deploy nginx -p \'{"spec":{"replicas":2}}\'', 0, 'deployment.apps/nginx patched (no change)\n', ''],
  [
    "patch deploy nginx --type=bogus -p '{}'",
    1,
    '',
    'error: --type must be one of [json merge strategic], not "bogus"\n',
  ],
  ['rollout pause deploy/nginx', 0, 'deployment.apps/nginx paused\n', ''],
  ['rollout resume deploy/nginx', 1, '', 'error: deployments.apps "nginx" is not paused\n'],
  ['rollout restart deploy/nginx', 0, 'deployment.apps/nginx restarted\n', ''],
  ['rollout undo deploy/nginx', 1, '', 'error: no rollout history found for deployment "nginx"\n'],
  ['rollout undo deploy/nginx --to-revision=7', 1, '', 'error: unable to find specified revision 7 in history\n'],
  ['rollout status', 1, '', 'error: required resource not specified\n'],
  ['create deployment web --image=nginx:1 --replicas=2 --port=80', 0, 'deployment.apps/web created\n', ''],
  [
    'create deployment nginx --image=nginx:1',
    1,
    '',
    'error: failed to create deployment: deployments.apps "nginx" already exists\n',
  ],
  ['expose deploy nginx --port=80', 0, 'service/nginx exposed\n', ''],
  ['run probe --image=busybox:1.36 --restart=Never', 0, 'pod/probe created\n', ''],
  ['autoscale deploy/nginx --max=5 --cpu=70%', 0, 'horizontalpodautoscaler.autoscaling/nginx autoscaled\n', ''],
  ['delete deploy none', 1, '', 'Error from server (NotFound): deployments.apps "none" not found\n'],
  ['delete deploy', 1, '', 'error: resource(s) were provided, but no name was specified\n'],
  ['delete deploy nginx', 0, 'deployment.apps "nginx" deleted from default namespace\n', ''],
  ['get nosuchtype', 1, '', 'error: the server doesn\'t have a resource type "nosuchtype"\n'],
  ['get svc', 0, '', 'No resources found in default namespace.\n'],
  ['get deploy,svc -o name', 0, 'deployment.apps/nginx\n', ''],
  [
    'get deploy nginx none',
    1,
    'NAME    READY   UP-TO-DATE   AVAILABLE   AGE\nnginx   0/2     0            0           0s\n',
    'Error from server (NotFound): deployments.apps "none" not found\n',
  ],
];

test.each(LINES)('kubectl %s', (line, exitCode, out, err) =>
  expect(applied().kubectl(line)).toEqual({ exitCode, out, err }),
);

describe('what is sent', () => {
  test('apply writes down what was applied, with the namespace and a line end', () =>
    expect(deployment(applied()).metadata.annotations).toEqual({
      'kubectl.kubernetes.io/last-applied-configuration':
        '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"annotations":{},"labels":{"app":"nginx"},"name":"nginx","namespace":"default"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"nginx"}},"template":{"metadata":{"labels":{"app":"nginx"}},"spec":{"containers":[{"image":"nginx:1.14.2","name":"nginx","ports":[{"containerPort":80}]},{"image":"side:1","name":"side"}]}}}}\n',
    }));

  test('set image sends the strategic patch with the order of its elements', () => {
    const server = applied();
    server.kubectl('set image deploy/nginx nginx=nginx:2');
    expect(server.requests.at(-1)).toEqual({
      verb: 'patch',
      kind: 'Deployment',
      namespace: 'default',
      name: 'nginx',
      patchType: 'strategic',
      fieldManager: 'kubectl-set',
      patch: {
        spec: {
          template: {
            spec: {
              '$setElementOrder/containers': [{ name: 'nginx' }, { name: 'side' }],
              containers: [{ image: 'nginx:2', name: 'nginx' }],
            },
          },
        },
      },
    });
  });

  test('--record writes the line down, words first, then flags in their order', () => {
    const server = applied();
    const { err } = server.kubectl('set image deploy/nginx nginx=nginx:2 --record');
    expect(err).toBe('Flag --record has been deprecated, --record will be removed in the future\n');
    expect(deployment(server).metadata.annotations?.['kubernetes.io/change-cause']).toBe(
      'kubectl set image deploy/nginx nginx=nginx:2 --server=http://127.0.0.1:8001 --namespace=default --record=true',
    );
  });

  test('a patch that only a dry run asks for changes nothing', () => {
    const server = applied();
    const before = deployment(server);
    expect(server.kubectl('scale deploy/nginx --replicas=9 --dry-run=client').out).toBe(
      'deployment.apps/nginx scaled (dry run)\n',
    );
    expect(server.kubectl('scale deploy/nginx --replicas=9 --dry-run=server').out).toBe(
      'deployment.apps/nginx scaled (server dry run)\n',
    );
    expect(deployment(server)).toBe(before);
  });
});

describe('waiting', () => {
  test('rollout status says a line a state until it is over', () => {
    const server = applied();
    const states = [
      { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 1 },
      { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
    ];
    const said = server.kubectl('rollout status deploy/nginx', ask =>
      ask.verb === 'watch' ? { now: server.now, object: { ...deployment(server), status: states.shift() } } : undefined,
    );
    expect(said).toEqual({
      exitCode: 0,
      err: '',
      out: [
        'Waiting for deployment spec update to be observed...',
        'Waiting for deployment "nginx" rollout to finish: 1 of 2 updated replicas are available...',
        'deployment "nginx" successfully rolled out',
        '',
      ].join('\n'),
    });
  });

  test('and gives up at its timeout', () => {
    const server = applied();
    const said = server.kubectl('rollout status deploy/nginx --timeout=2s', ask =>
      ask.verb === 'watch' && ask.deadline === server.now + 2000 ? { now: ask.deadline, timedOut: true } : undefined,
    );
    expect([said.exitCode, said.err]).toEqual([1, 'error: timed out waiting for the condition\n']);
  });

  test('get -w prints rows under one header', () => {
    const server = applied();
    const changes = [1, 2].map(readyReplicas => ({ ...deployment(server), status: { readyReplicas } }));
    const said = server.kubectl('get deploy -w', ask => {
      const object = ask.verb === 'watchKind' ? changes.shift() : undefined;
      return object === undefined ? undefined : { now: server.now, object, change: 'MODIFIED' };
    });
    expect(said.out).toBe(
      [
        'NAME    READY   UP-TO-DATE   AVAILABLE   AGE',
        'nginx   0/2     0            0           0s',
        'nginx   1/2     0            0           0s',
        'nginx   2/2     0            0           0s',
        '',
      ].join('\n'),
    );
  });
});
