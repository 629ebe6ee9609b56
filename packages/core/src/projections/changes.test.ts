import { expect, test } from 'vitest';
import { commandTitle, fits, mutates, type SpecChange } from './changes.ts';

test.each([
  ['kubectl set image deployment/nginx nginx=nginx:1.16.1', 'kubectl set image'],
  ['kubectl -n web rollout undo deployment/nginx', 'kubectl rollout undo'],
  ['kubectl --namespace web scale deployment/nginx --replicas=4', 'kubectl scale'],
  ['kubectl apply -f nginx.yaml', 'kubectl apply'],
  ['deletePods {"count":1}', 'deletePods'],
])('%s is called %s', (command, title) => {
  expect(commandTitle(command)).toBe(title);
});

test('commands that only look change nothing', () => {
  expect(['kubectl get pods', 'kubectl rollout status deployment/a', 'kubectl describe deploy a'].map(mutates)).toEqual(
    [false, false, false],
  );
  expect(['kubectl apply -f a.yaml', 'kubectl rollout pause deployment/a', 'deletePods {}'].map(mutates)).toEqual([
    true,
    true,
    true,
  ]);
});

test('a change is laid at the door of a command that could have made it', () => {
  const scaled = { verb: 'scale' } as SpecChange;
  const imaged = { verb: 'image' } as SpecChange;
  expect(fits('kubectl scale deployment/a --replicas=3', scaled)).toBe(true);
  expect(fits('kubectl scale deployment/a --replicas=3', imaged)).toBe(false);
  expect(fits('kubectl set image deployment/a a=b:2', imaged)).toBe(true);
  expect(fits('kubectl annotate deployment/a x=y', scaled)).toBe(false);
  expect(fits('kubectl apply -f a.yaml', scaled)).toBe(true);
});
