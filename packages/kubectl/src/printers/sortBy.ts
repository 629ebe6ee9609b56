import type { KubeObject } from '@playhead/core';
export const sortObjects = (objects: readonly KubeObject[], _path: string): KubeObject[] => [...objects];
