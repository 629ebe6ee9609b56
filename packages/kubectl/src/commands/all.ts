import { apply } from './apply.ts';
import { autoscale } from './autoscale.ts';
import { create, createDeployment } from './create.ts';
import { createCronJob, createJob } from './createJob.ts';
import { createConfigMap, createQuota } from './createOthers.ts';
import { createServices } from './createService.ts';
import { deleteCommand } from './delete.ts';
import { describe } from './describe.ts';
import { cordon, drain, uncordon } from './drain.ts';
import { edit } from './edit.ts';
import { events } from './events.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { groups } from './groups.ts';
import { annotate, label } from './label.ts';
import { patch } from './patch.ts';
import { replace } from './replace.ts';
import { rolloutHistory, rolloutPause, rolloutRestart, rolloutResume, rolloutStatus, rolloutUndo } from './rollout.ts';
import { runPod } from './run.ts';
import { scale } from './scale.ts';
import { setEnv, setImage, setResources } from './set.ts';
import type { Command } from './table.ts';
import { taint } from './taint.ts';
import { wait } from './wait.ts';

/** Every command there is. */
export const COMMANDS: readonly Command[] = [
  createDeployment,
  createJob,
  createCronJob,
  createConfigMap,
  createQuota,
  ...createServices,
  create,
  expose,
  runPod,
  setImage,
  setResources,
  setEnv,
  get,
  deleteCommand,
  rolloutHistory,
  rolloutPause,
  rolloutRestart,
  rolloutResume,
  rolloutStatus,
  rolloutUndo,
  scale,
  autoscale,
  describe,
  events,
  patch,
  apply,
  replace,
  edit,
  wait,
  label,
  annotate,
  taint,
  cordon,
  uncordon,
  drain,
  ...groups,
];
