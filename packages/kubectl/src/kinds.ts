import { findKind, groupKind, groupResource, type KindInfo, kindInfo, kindsInCategory } from '@playhead/api';

/** A kind kubectl still shows though nothing stores it: made of EndpointSlices when asked for. */
export const ENDPOINTS: KindInfo = {
  kind: 'Endpoints',
  group: '',
  version: 'v1',
  apiVersion: 'v1',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  categories: [],
  goType: 'v1.Endpoints',
  subresources: [],
};

/** The kind a person means: `deploy`, `deployments.apps`, `Deployment`. */
export const resourceNamed = (word: string): KindInfo | undefined =>
  findKind(word) ?? (['ep', 'endpoints'].includes(word.toLowerCase()) ? ENDPOINTS : undefined);

export const infoOfKind = (kind: string): KindInfo | undefined =>
  kindInfo(kind) ?? (kind === 'Endpoints' ? ENDPOINTS : undefined);

/** The kinds that `all` stands for, in the order the server tells of them: core, then apps, autoscaling, batch. */
export const allKinds = (): KindInfo[] => kindsInCategory('all');

/** `deployment.apps/web`; `pod/web` in the core group. */
export const fullName = (info: KindInfo, name: string): string => `${groupKind(info).toLowerCase()}/${name}`;

/** Go's text of a resource: `apps/v1, Resource=deployments`, `/v1, Resource=pods`. */
export const resourceText = ({ group, version, plural }: KindInfo): string => `${group}/${version}, Resource=${plural}`;

export type { KindInfo };
export { groupResource };
