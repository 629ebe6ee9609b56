import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readStory, Timeline } from '@playhead/core';
import { encodeRecording, readRecording } from '@playhead/recording';
import * as E from 'fp-ts/lib/Either.js';
import { lastValueFrom } from 'rxjs';
import { afterAll, describe, expect, test } from 'vitest';
import { enterDiversion, tryCommand } from '../actions/whatIf.ts';
import { begin, press } from '../given.ts';
import { go, type Model } from '../model.ts';
import { update } from '../update.ts';
import { screen } from '../view/screen.ts';
import { divert } from './divert.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'playhead-divert-'));
afterAll(() => rmSync(folder, { recursive: true }));
const manifest = path.join(folder, 'other.yaml');
writeFileSync(
  manifest,
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: other}
spec:
  replicas: 2
  selector: {matchLabels: {app: other}}
  template:
    metadata: {labels: {app: other}}
    spec: {containers: [{name: c, image: nginx}]}
`,
);

/** Types a command and waits for what the simulation says. */
async function typed(model: Model, command: string): Promise<Model> {
  const asked = tryCommand(model, command);
  const effect = asked.asked.at(-1);
  if (effect?.type !== 'divert') throw new Error('nothing was asked');
  return update({ ...asked, asked: [] }, await lastValueFrom(divert(effect)));
}

describe.each(['@1', '@40', '@92', '@131', '@153'])('from %s of a real recording', moment => {
  const model = go(begin('rollback-bad-image', 'end', { columns: 120, rows: 40 }), Number(moment.slice(1)));
  const position = model.cursor.position;
  const pod = [...model.story.pods.values()].flat().find(life => life.stateAt(position) !== 'gone');

  test.each([
    'rollout undo deployment/nginx',
    'scale deployment/nginx --replicas=5',
    'set image deployment/nginx nginx=nginx:1.17.0',
    'rollout pause deployment/nginx',
    'rollout resume deployment/nginx',
    `delete pod ${pod?.name ?? 'none'}`,
    'cordon node-0',
    `apply -f ${manifest}`,
  ])('%s is drawn, gone into, saved and opened again; or refused in kubectl’s words', async command => {
    const told = await typed(model, command);
    expect(told.diverting).toBeUndefined();
    if (told.ghost === undefined) {
      expect(told.notice).toMatch(/^(error: |Error from server)/);
      return;
    }
    const { run, story } = told.ghost;
    expect([run.leftAt, run.commands.length]).toEqual([position, 1]);
    expect(story.length).toBeGreaterThan(position);
    expect(screen(told)).toHaveLength(39);
    expect(screen(press(enterDiversion(told), 'end'))).toHaveLength(39);
    const again = readRecording(encodeRecording(run.log));
    if (E.isLeft(again)) throw new Error(JSON.stringify(again.left));
    expect(again.right.log.header.diverted).toMatchObject({ position, commands: [`kubectl ${command}`] });
    expect(readStory(new Timeline(again.right.log)).length).toBe(story.length);
  });
});

test('a manifest that is there is applied; one that is not, kubectl misses', async () => {
  const model = begin('rollback-bad-image');
  const applied = await typed(model, `apply -f ${manifest}`);
  expect(applied.ghost?.story.workloads.map(({ name }) => name)).toContain('other');
  const missed = await typed(model, 'apply -f none.yaml');
  expect(missed.notice).toBe('error: the path "none.yaml" does not exist');
});
