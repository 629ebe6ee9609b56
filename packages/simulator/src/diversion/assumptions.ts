/** What a diversion took to be so that its log does not say, in words: how long pods would have taken, how they would fail. */

import { kubelet } from '@playhead/controllers';
import type { Log, Pod, Position } from '@playhead/core';
import { shortImage } from '@playhead/core';
import { type Fared, imagesOf, type Learned } from './learn.ts';

/** Of the images of the pods that the diversion made, in order of first use; of a world that is known nothing is assumed. */
export function assumptionsOf(log: Log & { readonly leftAt: Position }, learned: Learned | undefined): string[] {
  if (learned === undefined) return [];
  const images = new Set<string>();
  for (let position = log.leftAt + 1; position <= log.length; position++)
    for (const event of log.entry(position).events)
      if (event.type === 'Created' && event.object.kind === 'Pod') images.add(imagesOf(event.object as Pod).join(' '));
  return [...images].map(image => sentence(image, learned));
}

function sentence(image: string, { images, others }: Learned): string {
  const name = image.split(' ').map(shortImage).join(', ');
  const seen = images.get(image);
  if (seen !== undefined && seen.is !== 'unknown') return `assumes ${name} ${words(seen)}, as it did here`;
  if (others.is === 'unknown') return `assumes ${name} works: no pod was seen to start here`;
  return `assumes ${name}, never seen here, ${words(others)}, as the others did`;
}

function words({ is, rule }: Fared): string {
  const upTo = (rule.ready === 'never' ? 0 : kubelet.longest(rule.ready)) + kubelet.longest(rule.start);
  const { crash } = rule;
  switch (is) {
    case 'no image':
      return `cannot be pulled (${rule.pull?.error})`;
    case 'crashes':
      return `crashes ${seconds(kubelet.longest(crash?.after))} after it ${crash?.afterReady === true ? 'is ready' : 'starts'} (${crash?.reason}, exit code ${crash?.exitCode})`;
    case 'never ready':
      return 'starts and never turns ready';
    case 'completes':
      return `ends ${seconds(upTo + (rule.complete ?? 0))} after it is placed`;
    default:
      return `is ready ${seconds(upTo)} after it is placed`;
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
