/** The first three lines: is anyone hurt, what is it waiting for and since when, what changed and who changed it. */
import {
  changedWords,
  changeTitle,
  cutLeft,
  type Diverted,
  dateOf,
  duration,
  offset,
  type Position,
  plural,
  type RolloutHead,
  rolloutHead,
  type SpecChange,
  scalingLook,
  shortImage,
  shortKind,
  timeAt,
  timeOfDay,
  type WorkloadStory,
} from '@playhead/core';
import { type Model, shownWorkload } from '../model.ts';
import { silence } from '../silence.ts';
import { cells, clip, type Line, line, longest, type Span, span, spread, widthOf } from '../text.ts';
import { scalerOf } from './scalerRows.ts';
import { phaseTone } from './tones.ts';

export function headLines(model: Model): Line[] {
  const { story } = model;
  const width = model.columns - 1;
  const workload = shownWorkload(model);
  if (workload === undefined) {
    const first = spread(line(span(' no workload in this log', 'bold')), line(span(`${where(model)} `)), width);
    return [first, line(span(` ${story.timeline.log.header.name}`, 'dim')), []];
  }
  const head = rolloutHead(story, workload, model.cursor.position);
  return [titleLine(model, width), stateLine(model, workload, head, width), changedLine(model, workload, head, width)];
}

export function where(model: Model): string {
  const { story } = model;
  const { position, time, speed } = model.cursor;
  const { header } = story.timeline.log;
  const wide = model.columns >= 120;
  const day = wide ? `${dateOf(header, time)} ` : '';
  const state = speed === 0 ? (wide ? '   paused' : '') : `  ${speed > 0 ? '' : '−'}${Math.abs(speed)}×`;
  const gap = wide ? '   ' : '  ';
  const now = speed === 0 ? time : Math.round(time);
  return `${day}${timeOfDay(header, now)}${gap}${offset(now)}${gap}@${position}/${story.length}${state}${liveWords(model)}`;
}

/** `  live`; away from the end with how many entries lie beyond; `  live · silent 40s` where nothing comes. */
function liveWords({ live, story, cursor, columns }: Model): string {
  if (live === undefined) return '';
  const beyond = story.length - cursor.position;
  const quiet = silence(live.silentFor);
  const words = beyond > 0 ? `live +${beyond}` : live.follows ? 'live' : 'live, stays';
  if (quiet === '') return `  ${words}`;
  return columns < 120 && words === 'live' ? `  ${quiet}` : `  ${words} · ${quiet}`;
}

function titleLine(model: Model, width: number): Line {
  const workload = shownWorkload(model)!;
  const { header } = model.story.timeline.log;
  const right = where(model);
  const scaler = scalerOf(workload);
  const by = scaler?.exists.at(model.cursor.position) === true ? `hpa/${scaler.name} → ` : '';
  const name = `${model.label === '' ? '' : ` ${model.label}`} ${by}${shortKind(workload.kind)}/${workload.name}`;
  const namespace = `   ns ${workload.namespace}`;
  const others = othersWords(model);
  const length = offset(timeAt(model.story, model.story.length))
    .slice(1)
    .replace(/(\.\d)\d+s$/, '$1s');
  const origin =
    model.columns >= 120 ? `   ${header.origin} · ${header.writer} · ${model.story.length} entries, ${length}` : '';
  const room = Math.max(0, width - cells(right) - cells(name) - 1);
  const rest = longest(
    [
      `${namespace}${origin}${others}`,
      `${namespace}${others}`,
      `${namespace}${others === '' ? '' : '   tab: more'}`,
      namespace,
    ],
    room,
  );
  const { diverted } = header;
  if (diverted === undefined) return spread(line(span(name, 'bold'), span(rest, 'dim')), line(span(right)), width);
  return spread(line(span(name, 'bold'), span(whatIf(model, diverted, room), 'hand')), line(span(right)), width);
}

/** `   tab: 2 workloads, 1 Service`, where there is more than the one. */
export function othersWords({ story: { workloads, services } }: Model): string {
  if (workloads.length + services.length < 2) return '';
  const served = services.length === 0 ? '' : `, ${plural(services.length, 'Service')}`;
  return `   tab: ${plural(workloads.length, 'workload')}${served}`;
}

/** `   what if, from @135: kubectl rollout undo deployment/nginx   esc goes back`. */
function whatIf({ left }: Model, { position, commands }: Diverted, room: number): string {
  const back = left === undefined ? '' : '   esc goes back';
  const what = commands.join('; ');
  return longest(
    [`   what if, from @${position}: ${what}${back}`, `   what if: ${what}${back}`, `   what if${back}`, '   what if'],
    room,
  );
}

function stateLine(model: Model, workload: WorkloadStory, head: RolloutHead, width: number): Line {
  const tone = phaseTone(head.phase);
  const state = ` ${head.sign} ${head.state} ${duration(head.forMs)}`;
  const gap = head.phase === 'stuck' || head.phase === 'outage' ? '   ' : '  ';
  const left = head.phase === 'none' ? line(span(` ${head.sign} ${head.waits}`, tone)) : line(span(state, tone));
  if (head.phase === 'none') return left;
  const room = width - widthOf(left) - (head.waits === '' ? 0 : cells(head.waits) + gap.length) - 1;
  // who is hurt comes before what it waits for
  const least = `● serving ${head.serving} of ${head.desired}`.length;
  const right = batchSpans(workload, model.cursor.position) ?? servingSpans(head, Math.max(room, least));
  const waits = head.waits === '' ? '' : `${gap}${head.waits}`;
  const cut = clip(waits, Math.max(0, width - widthOf(left) - widthOf(right) - 1));
  return spread([...left, span(cut)], right, width);
}

/** A Job serves nobody: how many run and how many failed; of a CronJob how its Jobs ended. */
function batchSpans({ job, cron }: WorkloadStory, position: Position): Line | undefined {
  if (job !== undefined) {
    const [active, failed] = [job.active.at(position), job.failed.at(position)];
    return line(
      span(active > 0 ? '◐ ' : '· ', active > 0 ? 'way' : 'old'),
      span(`${active} active`),
      span(failed > 0 ? `, ${failed} failed` : '', 'bad'),
    );
  }
  if (cron === undefined) return undefined;
  const made = cron.jobs.filter(({ exists }) => (exists.positions[0] ?? 0) <= position);
  const failed = made.filter(({ phase }) => (phase.first('stuck') ?? position + 1) <= position);
  return line(
    span(`${plural(made.length, 'Job')} made`),
    span(failed.length > 0 ? `, ${failed.length} failed` : '', 'bad'),
  );
}

/** `● serving 3 of 3, lowest 3`, in as many words as there is room for. */
function servingSpans(head: RolloutHead, room: number): Line {
  const { serving, desired, floor, lowest } = head;
  const sign = serving === 0 && desired > 0 ? '✗' : serving < desired ? '◐' : '●';
  const tone = head.hurt ? 'bad' : serving < desired ? 'way' : 'good';
  const rolling = head.phase === 'rolling' || head.phase === 'scaling';
  const low = lowest === undefined ? '' : `, lowest since the change ${lowest}`;
  const lowShort = lowest === undefined ? '' : `, lowest ${lowest}`;
  const floorWords = `, floor ${floor}`;
  // the floor rose with the size: what serves is under it, and nobody was hurt
  const grows = head.phase === 'scaling' && !head.hurt && head.promised > 0 && serving < floor;
  const texts = rolling
    ? [
        ...(grows ? [`serving ${serving} of ${desired}, no pod lost`, `serving ${serving}, no pod lost`] : []),
        `serving ${serving} of ${desired}${floorWords}${low}`,
        `serving ${serving} of ${desired}${floorWords}`,
        `serving ${serving}${floorWords}`,
        `serving ${serving}`,
      ]
    : [
        `serving ${serving} of ${desired}${low}`,
        `serving ${serving} of ${desired}${lowShort}`,
        `serving ${serving} of ${desired}`,
        `serving ${serving}`,
      ];
  const words = longest(texts, Math.max(9, room - 2));
  // while it rolls, ◐ is on the left already: here the sign says whether the floor holds
  const shown = head.hurt ? '✗' : rolling || head.phase === 'stuck' ? '●' : sign;
  const pieces: Span[] = [span(`${shown} `, shown === '✗' ? 'bad' : tone), span(words, head.hurt ? 'bad' : 'plain')];
  return pieces;
}

function changedLine(model: Model, workload: WorkloadStory, head: RolloutHead, width: number): Line {
  const { change } = head;
  if (change === undefined) return line(span(` ${changedWords(model.story, head)}`, 'dim'));
  const wide = model.columns >= 120 && change.command !== undefined;
  const fields = wide && change.fields > 0 ? plural(change.fields, 'field') : '';
  const end = revisionsWords(head, fields);
  const lead = ` changed ${offset(timeAt(model.story, change.position))}  `;
  const gap = wide ? '        ' : ': ';
  const both = width - cells(lead) - gap.length - cells(end);
  // what changed comes first: of the command is shown what is left beside the tags
  const title = wide ? clip(change.command!, Math.max(20, both - leastOf(change))) : titleOf(workload, change, both);
  const room = both - cells(title);
  const texts = change.image === undefined ? [change.summary] : [change.summary, ...imageWords(change.image, room)];
  return line(span(lead), span(title, 'hand'), span(`${gap}${longest(texts, room)}${end}`));
}

/** The cells that what changed takes at the least: both images with their tags, or half the words. */
const leastOf = ({ image, summary }: SpecChange): number =>
  image === undefined ? Math.min(cells(summary), 40) : Math.min(cells(summary), cells(imageWords(image, 0)[0]!));

/** Who made a change; of an autoscaler what it had read too: `hpa/nginx: cpu 160% of request, target 50%`. */
function titleOf(workload: WorkloadStory, change: SpecChange, width: number): string {
  const look = scalingLook(workload, change);
  if (look === undefined || workload.autoscaler === undefined) return changeTitle(change);
  const { name, seen, target, unit } = look;
  const by = `hpa/${workload.autoscaler.name}: ${name} ${tidy(seen)}${unit}`;
  const aim = `, target ${tidy(target)}${unit}`;
  const room = width - cells(change.summary);
  return longest([`${by}${unit === '%' ? ' of request' : ''}${aim}`, `${by}${aim}`, by], room);
}

const tidy = (value: number): string => String(Math.round(value * 100) / 100);

/** `  (rev 2→3, 1 field)`. */
function revisionsWords(head: RolloutHead, more: string): string {
  const { fromRevision, toRevision } = head;
  if (toRevision === 0) return more === '' ? '' : `  (${more})`;
  const revisions = fromRevision > 0 ? `rev ${fromRevision}→${toRevision}` : `rev ${toRevision}`;
  return `  (${revisions}${more === '' ? '' : `, ${more}`})`;
}

/** An image is cut from the left and never loses its tag: `checkout:1.8.2 → 1.9.0`, `…out:1.8.2 → …out:1.9.0`. */
function imageWords([from, to]: readonly [string, string], room: number): string[] {
  const [a, b] = [shortImage(from), shortImage(to)];
  const tag = /^(.*):([^:@]+)$/.exec(b);
  const same = tag !== null && a.startsWith(`${tag[1]}:`) ? [`${a} → ${tag[2]}`] : [];
  const each = Math.max(1, Math.floor((room - 3) / 2));
  return [...same, `${cutLeft(a, each)} → ${cutLeft(b, each)}`];
}
