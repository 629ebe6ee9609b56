import { expect, test } from 'vitest';
import { allowsNode } from './affinity.ts';

const node = { name: 'node-1', labels: { zone: 'a', size: '8' } };
const required = (...nodeSelectorTerms: object[]) => ({
  containers: [],
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const label = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, values }],
});

test('every label of the node selector', () => {
  expect(allowsNode({ containers: [], nodeSelector: { zone: 'a' } }, node)).toBe(true);
  expect(allowsNode({ containers: [], nodeSelector: { zone: 'a', size: '9' } }, node)).toBe(false);
});

test('any of the terms, each of its requirements; an empty term matches nothing', () => {
  expect(allowsNode(required(label('zone', 'In', 'b'), label('zone', 'In', 'a', 'c')), node)).toBe(true);
  expect(allowsNode(required({}), node)).toBe(false);
  expect(allowsNode(required(), node)).toBe(false);
});

test.each([
  ['NotIn', 'zone', ['b'], true],
  ['NotIn', 'none', ['b'], true],
  ['Exists', 'zone', [], true],
  ['DoesNotExist', 'zone', [], false],
  ['Gt', 'size', ['7'], true],
  ['Lt', 'size', ['8'], false],
  ['Gt', 'none', ['0'], false],
])('%s %s %j: %s', (operator, key, values, holds) => {
  expect(allowsNode(required(label(key, operator, ...values)), node)).toBe(holds);
});

test('by the name of the node, as the pods of a DaemonSet are tied', () => {
  const tied = (name: string) => required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] });
  expect(allowsNode(tied('node-1'), node)).toBe(true);
  expect(allowsNode(tied('node-2'), node)).toBe(false);
});
