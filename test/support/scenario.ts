/** What the random stories share: how pods behave by their image, and the scenario file that a story is. */
import { parseScenario, type Scenario } from '@playhead/simulator';
import { stringify } from 'yaml';

/** A pod that works. */
export const WELL = { pull: '20ms', start: '20ms', ready: '100ms..900ms', readyGap: '50ms', stop: '100ms..700ms' };

/** By the tag of the image: some cannot be pulled, some never turn ready, some take seconds, the others work. */
export const BY_IMAGE: readonly object[] = [
  { match: { image: '*:bad*' }, pull: { after: '50ms', error: 'ErrImagePull' } },
  { match: { image: '*:never*' }, ...WELL, ready: 'never' },
  { match: { image: '*:slow*' }, ...WELL, ready: '2s..5s' },
  WELL,
];

/** A step of a story: a command, and how long it is watched after it. */
export type Told = readonly [command: string, waitMs: number];

export const stepsOf = (told: readonly Told[]): object[] => told.flatMap(([kubectl, wait]) => [{ kubectl }, { wait }]);

export interface StoryFile {
  readonly seed: number;
  readonly files: Readonly<Record<string, unknown>>;
  readonly steps: readonly object[];
  readonly kubelet?: readonly object[];
  readonly load?: readonly object[];
  readonly settle?: string;
  readonly start?: string;
}

/** Through the text of a file, as a person's would be. */
export function scenarioFrom({ kubelet = BY_IMAGE, settle = '1s', ...story }: StoryFile): Scenario {
  const spec = { ...story, kubelet, settle };
  const file = { apiVersion: 'playhead.dev/v1alpha1', kind: 'Scenario', metadata: { name: 'story' }, spec };
  const parsed = parseScenario(stringify(file, { aliasDuplicateObjects: false }), 'story.yaml');
  if (parsed._tag === 'Left') throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
}

/** A pod template of one container called c, under `app: web`. */
export const template = (container: object = {}, spec: object = {}): object => ({
  metadata: { labels: { app: 'web' } },
  spec: { ...spec, containers: [{ name: 'c', image: 'app:v1', ...container }] },
});
