/** The first words of kubectl's commands, for whoever must know one without loading them all. A test holds them to the commands. */

/** These only look. */
export const LOOKING = ['get', 'describe', 'events', 'wait'] as const;

/** These change something. */
export const CHANGING = [
  'annotate',
  'apply',
  'autoscale',
  'cordon',
  'create',
  'delete',
  'drain',
  'edit',
  'expose',
  'label',
  'patch',
  'replace',
  'rollout',
  'run',
  'scale',
  'set',
  'taint',
  'uncordon',
] as const;
