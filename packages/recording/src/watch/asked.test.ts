import { expect, test } from 'vitest';
import { AskedToGo } from './asked.ts';

const step = (command: string, stdout: string, t: number) => ({ step: 0, command, exitCode: 0, stdout, stderr: '', t });

test('pods that a step deletes were asked to go just behind it, each once', () => {
  const asked = new AskedToGo();
  asked.note(step('deletePods {"count":2}', 'web-0\nweb-1', 1000));
  expect(asked.take('web-0', 1020)).toBe(true);
  expect(asked.take('web-0', 1900)).toBe(false);
  expect(asked.take('web-1', 900)).toBe(false);
  expect(asked.take('web-1', 3100)).toBe(false);
  expect(asked.take('web-2', 1020)).toBe(false);
});

test('pods that a command deletes were asked to go before it ended', () => {
  const asked = new AskedToGo();
  asked.note(step('kubectl delete pod web-0 web-1', 'pod "web-0" deleted\npod "web-1" deleted\n', 40_000));
  asked.note(step('kubectl get pods', 'pod "web-2" deleted\n', 40_000));
  expect(asked.take('web-0', 39_400)).toBe(true);
  expect(asked.take('web-1', 9000)).toBe(false);
  expect(asked.take('web-1', 40_100)).toBe(false);
  expect(asked.take('web-2', 39_400)).toBe(false);
});

test('a pod of the same name that its controller deleted before the command began is not what was asked for', () => {
  const asked = new AskedToGo();
  asked.note(step('kubectl set image statefulset/web web=web:2', '', 4987));
  asked.note(step('kubectl delete pod web-2', 'pod "web-2" deleted from default namespace\n', 12_336));
  expect(asked.take('web-2', 4986)).toBe(false);
  expect(asked.take('web-2', 11_775)).toBe(true);
});
