/** The first three lines of a Service: is anyone hurt, what is it waiting for and since when, what changed and who did it. */
import {
  duration,
  lostAt,
  offset,
  requests,
  type ServiceHead,
  type ServiceStory,
  serviceHead,
  timeAt,
} from '@playhead/core';
import type { Model } from '../model.ts';
import { cells, clip, type Line, line, longest, span, spread, widthOf } from '../text.ts';
import { othersWords, where } from './headLines.ts';
import { phaseTone } from './tones.ts';

export function serviceHeadLines(model: Model, service: ServiceStory): Line[] {
  const width = model.columns - 1;
  const head = serviceHead(model.story, service, model.cursor.position);
  return [titleLine(model, service, width), stateLine(model, service, head, width), changedLine(model, head, width)];
}

function titleLine(model: Model, service: ServiceStory, width: number): Line {
  const right = where(model);
  const name = `${model.label === '' ? '' : ` ${model.label}`} svc/${service.name}`;
  const room = Math.max(0, width - cells(right) - cells(name) - 1);
  const space = `   ns ${service.namespace}`;
  const kind = `   ${service.type} ${service.ports}`;
  const others = othersWords(model);
  const rest = longest([`${space}${kind}${others}`, `${space}${others}`, `${space}   tab: more`, space], room);
  return spread(line(span(name, 'bold'), span(rest, 'dim')), line(span(right)), width);
}

function stateLine(model: Model, service: ServiceStory, head: ServiceHead, width: number): Line {
  const tone = phaseTone(head.phase);
  if (head.phase === 'none') return line(span(` ${head.sign} ${head.waits[0]}`, tone));
  const left = line(span(` ${head.sign} ${head.state} ${duration(head.forMs)}`, tone));
  const low = head.lowest === undefined ? '' : `, lowest ${head.lowest}`;
  const ready = `${head.ready} ready`;
  const lost = lostWords(model, service);
  const texts = [`${ready}${low}${lost}`, `${ready}${lost}`, `${ready}${low}`, ready];
  const room = Math.max(cells(ready), width - widthOf(left) - cells(head.waits.at(-1) ?? '') - 6);
  const right = line(
    span(head.hurt ? '✗ ' : head.ready === 0 ? '· ' : '● ', head.hurt ? 'bad' : head.ready === 0 ? 'old' : 'good'),
    span(longest(texts, room), head.hurt ? 'bad' : 'plain'),
  );
  const waits = longest(head.waits, Math.max(0, width - widthOf(left) - widthOf(right) - 4));
  return spread([...left, span(`   ${waits}`)], right, width);
}

function lostWords({ story, cursor }: Model, { traffic }: ServiceStory): string {
  if (traffic === undefined) return '';
  const losing = traffic.losing.at(cursor.position);
  if (losing > 0) return `, ${requests(losing)} of ${requests(traffic.rate.at(cursor.position))} a second lost`;
  const lost = Math.round(lostAt(story, traffic, cursor.position));
  return lost > 0 ? `, ${lost} lost so far` : '';
}

function changedLine(model: Model, { change }: ServiceHead, width: number): Line {
  if (change === undefined) return line(span(' nothing was changed so far', 'dim'));
  const lead = ` changed ${offset(timeAt(model.story, change.position))}  `;
  const rest = ` ${change.about}: ${change.summary}`;
  return line(span(lead), span(change.title, 'hand'), span(clip(rest, width - cells(lead) - cells(change.title))));
}
