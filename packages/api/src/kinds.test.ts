import { expect, test } from 'vitest';
import { findKind, groupKind, groupResource, KINDS, kindsInCategory } from './kinds.ts';
import { goStruct } from './schema/schema.ts';

test.each([
  ['deploy', 'Deployment', 'deployments.apps', 'Deployment.apps'],
  ['Deployment', 'Deployment', 'deployments.apps', 'Deployment.apps'],
  ['deployments.v1.apps', 'Deployment', 'deployments.apps', 'Deployment.apps'],
  ['po', 'Pod', 'pods', 'Pod'],
  ['quota', 'ResourceQuota', 'resourcequotas', 'ResourceQuota'],
  ['hpa', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers.autoscaling', 'HorizontalPodAutoscaler.autoscaling'],
])('%s is %s', (word, kind, resource, name) => {
  const info = findKind(word)!;
  expect([info.kind, groupResource(info), groupKind(info)]).toEqual([kind, resource, name]);
});

test('each kind has its type in the schema', () => {
  for (const info of KINDS) expect(goStruct(info.goType).json.has('metadata')).toBe(true);
  expect(kindsInCategory('all').map(info => info.kind)).toContain('Deployment');
});
