/** Which pods are counted: the filters of `pods(…)` and `count(…)`, one table. */
import { partsOf } from '../kube/key.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Container } from '../kube/pod.ts';
import type { PodLife } from '../projections/podLife.ts';
import type { PodState } from '../projections/signs.ts';
import type { Steps } from '../projections/steps.ts';
import type { Story } from '../projections/story.ts';
import { type Argument, Fault } from './expression.ts';
import { type Field, fieldIn } from './fieldWrites.ts';
import { hint } from './nearest.ts';
import type { FieldFilter, PodFilter } from './podLeaf.ts';
import { readField, referenceOf } from './reference.ts';
import { fits, imageFits, type Value } from './value.ts';

interface Filter {
  readonly key: string;
  readonly says: string;
  readonly values?: readonly string[];
  readonly make: (wanted: string, story: Story) => Made;
}

/** From a series that the pass over the log left, or from the pod's own fields, which must be read. */
type Made = { readonly pod: PodFilter } | { readonly field: FieldFilter };

/** The states in which a pod is there. */
export const LIVE_STATES: readonly PodState[] = ['pending', 'running', 'ready', 'leaving', 'failing'];

const bySeries = (
  of: (life: PodLife, story: Story) => Steps<string> | Steps<number> | undefined,
  same: (value: string, wanted: string) => boolean = fits,
): Filter['make'] => {
  return (wanted, story) => ({
    pod: {
      series: life => {
        const steps = of(life, story);
        return steps === undefined ? [] : [steps];
      },
      fits: (life, position) => same(String(of(life, story)?.at(position) ?? ''), wanted),
    },
  });
};

const byName =
  (of: (life: PodLife) => string): Filter['make'] =>
  wanted => ({ pod: { series: () => [], fits: life => fits(of(life), wanted) } });

export const FILTERS: readonly Filter[] = [
  {
    key: 'state',
    says: 'as its sign says it; the key may be left out: `count(ready)`',
    values: LIVE_STATES,
    make: bySeries(life => life.states),
  },
  {
    key: 'phase',
    says: '`.status.phase`',
    values: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'],
    make: bySeries(life => life.phases),
  },
  {
    key: 'reason',
    says: 'why it waits or fails: `ImagePullBackOff`, and the error behind a back-off: `OOMKilled`',
    make: wanted => ({ pod: { series: life => [life.words, errorsOf(life)], fits: hasReason(wanted) } }),
  },
  {
    key: 'revision',
    says: 'the revision of its ReplicaSet',
    make: bySeries((life, story) => story.groupsByUid.get(life.owner)?.revision),
  },
  {
    key: 'image',
    says: 'of one of its containers, whole or from the last slash on',
    make: wanted => ({
      field: { field: imagesOfPod, about: CONTAINERS, fits: value => imageFits(String(value ?? ''), wanted) },
    }),
  },
  { key: 'node', says: 'where it runs', make: bySeries(life => life.node) },
  { key: 'restarts', says: 'how often its containers were started again', make: bySeries(life => life.restarts) },
  { key: 'name', says: 'its name', make: byName(life => life.name) },
  { key: 'namespace', says: 'its namespace', make: byName(life => partsOf(life.key).namespace) },
];

const errorsOf = ({ errors }: PodLife) => ({ positions: errors.map(({ position }) => position) });

const hasReason =
  (wanted: string): PodFilter['fits'] =>
  (life, position) => {
    const word = life.words.at(position);
    return fits(word, wanted) || (word !== '' && fits(life.lastError(position)?.reason ?? '', wanted));
  };

const CONTAINERS: Field = { of: 'spec', name: 'containers' };
const imagesOfPod = (pod: KubeObject): string =>
  ((pod.spec?.containers ?? []) as readonly Container[]).map(({ image }) => image ?? '').join(', ');

const valueFits =
  (wanted: string) =>
  (value: Value): boolean =>
    fits(String(value ?? ''), wanted);

export interface PodFilters {
  readonly filters: readonly PodFilter[];
  readonly fields: readonly FieldFilter[];
}

/** @throws Fault for a key or a value that there is none of. */
export function filtersOf(args: readonly Argument[], story: Story): PodFilters {
  const filters: PodFilter[] = [];
  const fields: FieldFilter[] = [];
  for (const argument of args) {
    const made = madeOf(argument, story);
    const { not } = argument;
    if ('field' in made) fields.push({ ...made.field, fits: value => made.field.fits(value) !== not });
    else filters.push({ series: made.pod.series, fits: (life, position) => made.pod.fits(life, position) !== not });
  }
  return { filters, fields };
}

function madeOf({ key = 'state', value, at }: Argument, story: Story): Made {
  const filter = FILTERS.find(f => f.key === key.toLowerCase());
  if (filter !== undefined) {
    const { values } = filter;
    if (values !== undefined && !values.some(known => fits(known, value)))
      throw new Fault(at, `${filter.key} ${value} is none${hint(value, values)}`);
    return filter.make(value, story);
  }
  if (!/[.[]/.test(key))
    throw new Fault(
      at,
      `a pod is not chosen by ${key}${hint(
        key,
        FILTERS.map(known => known.key),
      )}`,
    );
  const { names, fields } = referenceOf(key, at);
  const path = [...names, ...fields];
  return { field: { field: pod => readField(pod, path), about: fieldIn(path), fits: valueFits(value) } };
}
