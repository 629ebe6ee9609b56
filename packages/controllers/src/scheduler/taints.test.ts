import { expect, test } from 'vitest';
import { CORDON, tolerates, toleratesAll } from './taints.ts';

const pod = (...tolerations: object[]) => ({ containers: [], tolerations });
const taint = { key: 'dedicated', value: 'a', effect: 'NoSchedule' };

test('a toleration must have the key, the value and the effect, where it names them', () => {
  const says = (...tolerations: object[]) => tolerates(pod(...tolerations), taint);
  expect(says()).toBe(false);
  expect(says({ key: 'dedicated', value: 'a' })).toBe(true);
  expect(says({ key: 'dedicated', operator: 'Equal', value: 'a', effect: 'NoSchedule' })).toBe(true);
  expect(says({ key: 'dedicated', value: 'b' })).toBe(false);
  expect(says({ key: 'dedicated' })).toBe(false);
  expect(says({ key: 'dedicated', operator: 'Exists' })).toBe(true);
  expect(says({ key: 'other', operator: 'Exists' })).toBe(false);
  expect(says({ operator: 'Exists' })).toBe(true);
  expect(says({ operator: 'Exists', effect: 'NoExecute' })).toBe(false);
  expect(says({ key: 'other' }, { key: 'dedicated', value: 'a' })).toBe(true);
});

test('only taints of the effects asked about matter', () => {
  const preferring = { ...taint, effect: 'PreferNoSchedule' };
  expect(toleratesAll(pod(), [preferring], ['NoSchedule', 'NoExecute'])).toBe(true);
  expect(toleratesAll(pod(), [preferring, taint], ['NoSchedule', 'NoExecute'])).toBe(false);
  expect(toleratesAll(pod(), [taint], ['NoExecute'])).toBe(true);
});

test('a cordon is tolerated as a taint is', () => {
  expect(tolerates(pod({ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }), CORDON)).toBe(true);
  expect(tolerates(pod({ key: 'dedicated', operator: 'Exists' }), CORDON)).toBe(false);
});
