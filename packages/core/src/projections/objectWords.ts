import type { KubeObject } from '../kube/object.ts';
import { imagesOf } from './changes.ts';
import { lookAt } from './podLife.ts';
import { SIGNS } from './signs.ts';
import { plural, shortImage } from './words.ts';

/** An object in a few words: `● on node-2`, `✗ ErrImagePull on node-0`, `3 × nginx:1.16.1`; empty where there are none. */
export function objectWords(object: KubeObject): string {
  const { kind, spec } = object;
  if (kind === 'Pod') {
    const { state, word } = lookAt(object);
    const node = (spec?.nodeName as string | undefined) ?? '';
    return [SIGNS[state], word, node === '' ? '' : `on ${node}`].filter(part => part !== '').join(' ');
  }
  if (kind === 'Event') return `${object.reason}: ${object.message}`;
  if (kind === 'EndpointSlice') return plural((object.endpoints ?? []).length, 'endpoint');
  if (kind === 'ControllerRevision') return `revision ${object.revision}`;
  const images = imagesOf(object).map(shortImage).join(', ');
  const count = (spec?.replicas ?? spec?.completions) as number | undefined;
  return images === '' ? '' : count === undefined ? images : `${count} × ${images}`;
}
