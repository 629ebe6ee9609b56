import { readFileSync } from 'node:fs';
import { readStory, type Story, Timeline } from '@playhead/core';
import { parseScenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { begin, press } from '../given.ts';
import { reopening } from '../leave/screenFile.ts';
import { go, type Model } from '../model.ts';
import { begunAt, paintScreen } from '../print.ts';
import { widthOf } from '../text.ts';
import { update } from '../update.ts';
import { screen } from './screen.ts';

const SCENARIO = new URL('../../../../scenarios/lost-requests.yaml', import.meta.url);
const parsed = parseScenario(readFileSync(SCENARIO, 'utf8'), 'lost-requests.yaml');
if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left));
const story: Story = readStory(new Timeline(simulate(parsed.right)));

function on(name: string | undefined, at: string, columns = 80, rows = 24): Model {
  const model = begunAt(
    story,
    { at, opened: ['lost-requests.yaml'], ...(name === undefined ? {} : { on: name }) },
    { columns, rows },
  );
  if (E.isLeft(model)) throw new Error(model.left);
  return { ...model.right, fresh: false };
}
const shown = (model: Model): string => paintScreen(model, {});

describe('a Service', () => {
  test('is chosen among the workloads, by its number or by a click, and left the same way', () => {
    const choosing = press(on(undefined, '+15.5s', 120, 40), 'tab');
    expect(shown(choosing)).toMatch(
      / 3 svc\/web +✗ outage +lowest 0 ready at \+14\.916s +403 lost {2}here no endpoints/,
    );
    const looked = press(choosing, '3');
    expect(shown(looked)).toMatch(/^ svc\/web /);
    const row = screen(choosing).findLastIndex(line => line.some(({ text }) => text.includes('svc/web')));
    const click = (model: Model): Model => update(model, { type: 'mouse', button: 'left', column: 10, row });
    expect(click(click(choosing)).service).toBe(looked.service);
    expect(shown(press(looked, 'tab', '1'))).toMatch(/^ deploy\/web/);
  });

  test('can be chosen where it is all there is beside one workload', () => {
    const model = begin('search-canary', 'end');
    expect(model.story.workloads.length + model.story.services.length).toBe(2);
    expect(press(press(model, 'tab'), '2').service).toMatch(/^Service\//);
  });

  test('L goes to where the fewest were ready, j and k go through the pods behind it', () => {
    const lowest = press(on('svc/web', 'start'), 'L');
    expect(lowest.notice).toBe('lowest: 0 ready at +14.916s');
    expect(shown(lowest)).toContain('NO ENDPOINTS');
    const first = press(lowest, 'j');
    const names = [1, 2, 3, 4].reduce<Model[]>(models => [...models, press(models.at(-1)!, 'j')], [first]);
    expect(new Set(names.map(({ selected }) => selected)).size).toBe(5);
    expect(shown(first)).toMatch(/why is \w+ no endpoint\?/);
    expect(shown(press(first, 'w'))).toContain('after endpointslice/utils.go podToEndpoint');
    expect(shown(press(names.at(-1)!, 'k'))).not.toBe(shown(names.at(-1)!));
  });

  test('what is lost goes on being counted between two entries that say so', () => {
    const at = (moment: string) =>
      /(\d+) lost|, (\d+) so far/.exec(shown(on('svc/web', moment, 120, 40)).split('lost a s')[1]!);
    const [one, two] = [at('@224'), at('@228')].map(found => Number(found?.[1] ?? found?.[2]));
    expect(one).toBeLessThan(5);
    expect(two).toBeGreaterThan(200);
  });

  test('Y copies a command about it, and a saved screen says how to open it again', () => {
    const asked = press(on('svc/web', '+12s'), 'Y').asked[0];
    expect(asked).toMatchObject({ type: 'copy', text: 'kubectl describe service/web -n shop' });
    expect(reopening(on('svc/web', '@224'))).toBe(
      'playhead open lost-requests.yaml --at @224 --on svc/web --print --size 80x24',
    );
    expect(reopening(on('web', '@224'))).not.toContain('--on');
  });

  test('one that is not there is a line that says what is', () => {
    expect(begunAt(story, { on: 'svc/api' }, { columns: 80, rows: 24 })).toEqual(
      E.left(
        '--on svc/api: no workload or Service of this log is called so: choose one of deploy/web, deploy/web-canary, svc/web',
      ),
    );
  });

  test.each([
    [40, 10],
    [80, 24],
    [120, 40],
    [160, 45],
    [250, 70],
  ])('fills %i by %i at every entry', (columns, rows) => {
    const model = on('svc/web', 'end', columns, rows);
    for (let position = 0; position <= story.length; position += 7) {
      const drawn = screen(go(model, position));
      expect(drawn).toHaveLength(rows - 1);
      for (const line of drawn) expect(widthOf(line)).toBeLessThan(columns);
    }
  });
});
