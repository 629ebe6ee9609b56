import { apply } from './apply.ts';
import { autoscale } from './autoscale.ts';
import { create, createDeployment } from './create.ts';
import { createCronJob, createJob } from './createJob.ts';
import { deleteCommand } from './delete.ts';
import { describe } from './describe.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { annotate, label } from './label.ts';
import { patch } from './patch.ts';
import { replace } from './replace.ts';
import { rolloutHistory, rolloutPause, rolloutRestart, rolloutResume, rolloutStatus, rolloutUndo } from './rollout.ts';
import { runPod } from './run.ts';
import { scale } from './scale.ts';
import { setEnv, setImage, setResources } from './set.ts';
import type { Command } from './table.ts';
import { wait } from './wait.ts';

/** Every command there is. */
export const COMMANDS: readonly Command[] = [
  createDeployment,
  createJob,
  createCronJob,
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
  patch,
  apply,
  replace,
  wait,
  label,
  annotate,
];
