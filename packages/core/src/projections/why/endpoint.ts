/** Why a pod is an endpoint of a Service, or none. */
import { type ObjectKey, partsOf } from '../../kube/key.ts';
import type { Position } from '../../log/entry.ts';
import { timeAt } from '../head.ts';
import { endpointLook } from '../service/endpoints.ts';
import type { ServiceStory } from '../serviceStory.ts';
import type { Story } from '../story.ts';
import { offset, shortName } from '../words.ts';
import type { WhyPane } from './pane.ts';
import { rows } from './parts.ts';

/** A pod against the rule, part by part. Undefined where one of both is not there. */
export function whyEndpoint(
  story: Story,
  service: ServiceStory,
  pod: ObjectKey,
  position: Position,
): WhyPane | undefined {
  const look = endpointLook(story, service, pod, position);
  if (look === undefined) return undefined;
  const name = shortName(partsOf(pod).name);
  const { condition } = look;
  const lives = story.pods.get(pod)?.findLast(life => life.born <= position);
  const since = lives === undefined ? '' : `, since ${offset(timeAt(story, lives.states.since(position)))}`;
  const said = look.told === undefined ? 'no slice has it' : `its slice says ready=${look.told.ready}`;
  const follows = (look.told?.ready ?? false) === look.ready;
  return {
    question: `why is ${name} ${look.ready ? 'an' : 'no'} endpoint?`,
    rows: rows(
      {
        label: 'selector',
        texts: [look.chosen ? `${look.selector}: the pod has it` : `${look.selector}: the pod has ${look.labels}`],
      },
      look.finished || look.address === ''
        ? {
            label: 'address',
            texts: [look.finished ? 'the pod has ended: it is none any more' : 'the pod has none yet'],
          }
        : { label: 'address', texts: [look.address], spare: true },
      {
        label: 'readiness',
        texts: [
          condition === undefined
            ? 'the pod does not say yet'
            : `Ready=${condition.status}${condition.reason === undefined ? '' : ` ${condition.reason}`}${since}`,
        ],
        ...(condition?.message === undefined ? {} : { sums: [condition.message] }),
      },
      { label: 'terminating', texts: [look.terminating ? `yes${since}` : 'no'] },
      look.publishes
        ? { label: 'publishes', texts: ['publishNotReadyAddresses: ready, whatever the pod says'] }
        : undefined,
      look.endpoint
        ? {
            label: 'so',
            texts: [
              `ready = ${look.publishes ? 'published' : `Ready ${look.isReady} and not terminating ${!look.terminating}`} = ${look.ready}`,
            ],
            sums: ['after endpointslice/utils.go podToEndpoint'],
          }
        : { label: 'so', texts: ['it stands in no slice'], sums: ['after endpoint/pod.go ShouldPodBeInEndpoints'] },
      {
        label: 'the slice',
        texts: [follows ? said : `${said}: the controller has not written yet`],
        spare: follows,
      },
    ),
  };
}
