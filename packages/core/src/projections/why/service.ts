/** Why a Service has the endpoints that it has; of a pod that is selected, why it is one or none. */
import type { ObjectKey } from '../../kube/key.ts';
import type { Position } from '../../log/entry.ts';
import { timeAt } from '../head.ts';
import { type Backing, backingsAt, percent, requests, workloadsBehind } from '../service/backing.ts';
import { readyNames } from '../service/endpoints.ts';
import { chosenPods, lostAt, type ServiceHead, sentAt, serviceHead } from '../service/head.ts';
import { type ServiceStory, selectorWords } from '../serviceStory.ts';
import { TROUBLE } from '../signs.ts';
import type { Story } from '../story.ts';
import { offset, plural, shortName } from '../words.ts';
import { whyEndpoint } from './endpoint.ts';
import type { WhyPane, WhyRow } from './pane.ts';
import { rows } from './parts.ts';

export function whyService(
  story: Story,
  service: ServiceStory,
  position: Position,
  selected: ObjectKey | undefined,
  wayOut: (workload: ReturnType<typeof workloadsBehind>[number]) => readonly WhyRow[],
): WhyPane {
  const pod = selected?.startsWith('Pod/') === true ? whyEndpoint(story, service, selected, position) : undefined;
  if (pod !== undefined) return pod;
  const head = serviceHead(story, service, position);
  const backings = backingsAt(story, service, position);
  return {
    question: questionOf(head),
    rows: rows(
      chosenRow(story, service, backings, position),
      outRow(backings),
      drainingRow(head),
      shareRows(service, head, backings, position),
      trafficRow(story, service, position),
      moved(story, service, position),
      troubled(story, service, position)
        .flatMap(workload => wayOut(workload))
        .slice(0, 1),
    ),
  };
}

function questionOf({ phase, unready }: ServiceHead): string {
  if (phase === 'none') return 'why is it not there?';
  if (phase === 'outage' || phase === 'rolling') return 'why has it no endpoint?';
  if (phase === 'failing') return 'why are requests lost?';
  return unready > 0
    ? `why ${unready === 1 ? 'is 1 pod' : `are ${unready} pods`} no endpoint?`
    : 'who gets what is sent?';
}

function chosenRow(
  story: Story,
  service: ServiceStory,
  backings: readonly Backing[],
  position: Position,
): WhyRow | undefined {
  const object = story.timeline.peek(position).get(service.key);
  if (object === undefined) return undefined;
  const { ready, unready, leaving, pods } = chosenPods(service, backings, position);
  const names = backings.filter(one => one.ready + one.out > 0).map(one => `${one.ready + one.out} of ${one.name}`);
  const selector = selectorWords(object);
  return {
    label: 'chosen',
    texts: [
      `${selector} chooses ${plural(pods, 'pod')}${names.length === 0 ? '' : `: ${names.join(', ')}`}`,
      `${selector}: ${plural(pods, 'pod')}`,
    ],
    sums: [`${pods} = ${ready} ready + ${unready} not + ${leaving} leaving`],
  };
}

/** `4 of rev 2 and 1 of …: running, and their readiness fails`. */
function outRow(backings: readonly Backing[]): WhyRow | undefined {
  const out = backings.filter(one => one.out > 0);
  if (out.length === 0) return undefined;
  return {
    label: 'not ready',
    texts: [
      `${out.map(one => `${one.out} of ${one.name}`).join(', ')}: nothing is sent to a pod that is not Ready`,
      out.map(one => `${one.out} of ${one.name}`).join(', '),
    ],
    sums: ['after endpointslice/utils.go podToEndpoint: ready = Ready and not terminating'],
  };
}

const drainingRow = ({ draining, ready }: ServiceHead): WhyRow | undefined =>
  draining === 0
    ? undefined
    : {
        label: 'leaving',
        texts: [
          ready === 0
            ? `${draining} still answer while they go: with none ready, connections go to them`
            : `${draining} still answer while they go; nothing new is sent to them while another is ready`,
          `${draining} still answer while they go`,
        ],
        spare: true,
      };

/** Who gets which part of what is sent: ready endpoints get the same each. */
function shareRows(
  service: ServiceStory,
  head: ServiceHead,
  backings: readonly Backing[],
  position: Position,
): WhyRow[] {
  if (head.ready === 0) return [];
  const rate = service.traffic?.rate.at(position) ?? 0;
  return backings
    .filter(one => one.ready > 0)
    .map((one, i) => ({
      label: i === 0 ? 'share' : '',
      texts: [
        `${one.name}: ${one.ready} of ${head.ready} endpoints = ${percent(one.share)}${
          rate > 0 ? `, ${requests(rate * one.share)} of ${requests(rate)} a second` : ''
        }`,
        `${one.name}: ${one.ready} of ${head.ready} = ${percent(one.share)}`,
      ],
    }));
}

function trafficRow(story: Story, service: ServiceStory, position: Position): WhyRow | undefined {
  const { traffic } = service;
  if (traffic === undefined || traffic.rate.at(position) === 0) return undefined;
  const [rate, losing] = [traffic.rate.at(position), traffic.losing.at(position)];
  const [sent, lost] = [sentAt(story, traffic, position), lostAt(story, traffic, position)];
  const part = sent === 0 ? '' : ` of ${Math.round(sent)} = ${percent(lost / sent)}`;
  const soFar = `${Math.round(lost)}${part} so far`;
  if (losing === 0) return { label: 'lost', texts: [`nothing now; ${soFar}`] };
  const since = `since ${offset(timeAt(story, traffic.losing.since(position)))}`;
  return {
    label: 'lost',
    texts: [
      `${requests(losing)} of ${requests(rate)} a second ${since}; ${soFar}`,
      `${requests(losing)} of ${requests(rate)} a second; ${soFar}`,
    ],
    sums: service.ready.at(position) === 0 ? ['no endpoint is ready: all that is sent is lost'] : [],
  };
}

/** More than so many endpoints are not compared one by one. */
const MANY = 400;

/** Which pods last came to get traffic, or no longer do. */
function moved(story: Story, service: ServiceStory, position: Position): WhyRow | undefined {
  const at = service.ready.since(position);
  if (at === 0 || service.ready.at(position) > MANY) return undefined;
  const [before, after] = [at - 1, at].map(where => readyNames(story, service, where)) as [Set<string>, Set<string>];
  const list = (pods: readonly string[]): string =>
    `${pods.slice(0, 3).map(shortName).join(', ')}${pods.length > 3 ? `, and ${pods.length - 3} more` : ''}`;
  const came = [...after].filter(name => !before.has(name));
  const left = [...before].filter(name => !after.has(name));
  const words = [came.length > 0 ? `${list(came)} came` : '', left.length > 0 ? `${list(left)} left` : ''].filter(
    text => text !== '',
  );
  return { label: 'last', texts: [`@${at} ${offset(timeAt(story, at))}  ${words.join('; ')}`], spare: true };
}

/** The workloads behind it that are in trouble, the worst first. */
const troubled = (story: Story, service: ServiceStory, position: Position) =>
  workloadsBehind(story, service)
    .filter(({ phase }) => TROUBLE.indexOf(phase.at(position)) < TROUBLE.indexOf('rolling'))
    .sort((a, b) => TROUBLE.indexOf(a.phase.at(position)) - TROUBLE.indexOf(b.phase.at(position)));
