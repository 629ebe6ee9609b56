/** Taking something along: the screen, a fixture, a command. */
import { partsOf, type WorkloadStory, whyPane } from '@playhead/core';
import { ask, type Model, shownWorkload } from '../model.ts';
import type { Action } from './action.ts';

export const saveScreen: Action = model => ({
  ...model,
  prompt: { sign: 'save the screen as ', text: `${nameOf(model)}-${model.cursor.position}.svg` },
});

/** `:save FILE`: a `.rollout` of the log that is shown, else its screen; without a name it is asked for. */
export function saveAs(model: Model, file: string): Model {
  if (file === '') return saveScreen(model, 'S');
  return ask(
    model,
    file.endsWith('.rollout') ? { type: 'keep', file, log: model.story.timeline.log } : { type: 'screen', file },
  );
}

export const writeFixture: Action = model => ({
  ...model,
  prompt: { sign: 'write a fixture to ', text: `fixtures/${nameOf(model)}` },
});

/** A file's name from the log's: letters, digits, dots and dashes. */
const nameOf = ({ story }: Model): string =>
  story.timeline.log.header.name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|-+$/g, '') || 'rollout';

/** Of what was selected, the command that shows it; else the way out that the pane names; else one that shows the workload. */
export const copyCommand: Action = model => {
  const workload = shownWorkload(model);
  const key = model.selected ?? model.service ?? workload?.key;
  if (key === undefined) return { ...model, notice: 'no object here that kubectl could show' };
  const command =
    (model.selected === undefined ? wayOut(model, workload) : undefined) ?? `kubectl describe ${nameAndKind(key)}`;
  const text = `${command}${inNamespace(key)}`;
  return isPlain(text)
    ? ask(model, { type: 'copy', text })
    : { ...model, notice: 'not copied: it holds a name that Kubernetes would not take, and a shell might act on' };
};

/** What a recording says goes into a shell here: of our own quotes there is one kind, and no name needs any. */
const isPlain = (command: string): boolean =>
  /^[A-Za-z0-9 ./:=,@+_-]+$/.test(command.replace(/ -p '\{["a-z:{},]*\}'/, ''));

export const wayOut = (model: Model, workload: WorkloadStory | undefined): string | undefined =>
  workload === undefined
    ? undefined
    : whyPane(model.story, workload, model.cursor.position).rows.find(row => row.command !== undefined)?.command;

function nameAndKind(key: Parameters<typeof partsOf>[0]): string {
  const { kind, name } = partsOf(key);
  return `${kind.toLowerCase()}/${name}`;
}

const inNamespace = (key: Parameters<typeof partsOf>[0]): string => {
  const { namespace } = partsOf(key);
  return namespace === '' ? '' : ` -n ${namespace}`;
};
