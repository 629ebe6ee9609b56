import { controllerOf, type KubeObject } from '@playhead/core';
import { age, since } from './age.ts';
import type { TableLayout } from './layout.ts';
import { podCells } from './podCells.ts';
import { boolText, columnsNamed, containerCells, created, labelsText, selectorText } from './text.ts';

/** What runs pods, and pods: their columns. */
export const WORKLOADS: Readonly<Record<string, TableLayout>> = {
  Deployment: {
    columns: columnsNamed('Name', 'Ready', 'Up-to-date', 'Available', 'Age', '+Containers', '+Images', '+Selector'),
    cells: (o, now) => [
      o.metadata.name,
      `${o.status?.readyReplicas ?? 0}/${o.spec.replicas ?? 0}`,
      o.status?.updatedReplicas ?? 0,
      o.status?.availableReplicas ?? 0,
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
      selectorText(o.spec.selector),
    ],
  },
  ReplicaSet: {
    columns: columnsNamed('Name', 'Desired', 'Current', 'Ready', 'Age', '+Containers', '+Images', '+Selector'),
    cells: (o, now) => [
      o.metadata.name,
      o.spec.replicas ?? 0,
      o.status?.replicas ?? 0,
      o.status?.readyReplicas ?? 0,
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
      selectorText(o.spec.selector),
    ],
  },
  ReplicationController: {
    columns: columnsNamed('Name', 'Desired', 'Current', 'Ready', 'Age', '+Containers', '+Images', '+Selector'),
    cells: (o, now) => [
      o.metadata.name,
      o.spec.replicas ?? 0,
      o.status?.replicas ?? 0,
      o.status?.readyReplicas ?? 0,
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
      labelsText(o.spec.selector),
    ],
  },
  StatefulSet: {
    columns: columnsNamed('Name', 'Ready', 'Age', '+Containers', '+Images'),
    cells: (o, now) => [
      o.metadata.name,
      `${o.status?.readyReplicas ?? 0}/${o.spec.replicas ?? 0}`,
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
    ],
  },
  DaemonSet: {
    columns: columnsNamed(
      'Name Desired Current Ready Up-to-date Available Node_Selector Age +Containers +Images +Selector'
        .split(' ')
        .map(word => word.replace('_', ' ')),
    ),
    cells: (o, now) => [
      o.metadata.name,
      o.status?.desiredNumberScheduled ?? 0,
      o.status?.currentNumberScheduled ?? 0,
      o.status?.numberReady ?? 0,
      o.status?.updatedNumberScheduled ?? 0,
      o.status?.numberAvailable ?? 0,
      labelsText(o.spec.template?.spec?.nodeSelector),
      created(o, now),
      ...containerCells(o.spec.template?.spec?.containers),
      selectorText(o.spec.selector),
    ],
  },
  Pod: {
    columns: columnsNamed(
      'Name',
      'Ready',
      'Status',
      'Restarts',
      'Age',
      '+IP',
      '+Node',
      '+Nominated Node',
      '+Readiness Gates',
    ),
    cells: podCells,
  },
  Job: {
    columns: columnsNamed('Name', 'Status', 'Completions', 'Duration', 'Age', '+Containers', '+Images', '+Selector'),
    cells: jobCells,
  },
  CronJob: {
    columns: columnsNamed(
      ...['Name', 'Schedule', 'Timezone', 'Suspend', 'Active', 'Last Schedule', 'Age'],
      ...['+Containers', '+Images', '+Selector'],
    ),
    cells: (o, now) => [
      o.metadata.name,
      o.spec.schedule,
      o.spec.timeZone ?? '<none>',
      boolText(o.spec.suspend),
      o.status?.active?.length ?? 0,
      o.status?.lastScheduleTime === undefined ? '<none>' : since(o.status.lastScheduleTime, now),
      created(o, now),
      ...containerCells(o.spec.jobTemplate?.spec?.template?.spec?.containers),
      selectorText(o.spec.jobTemplate?.spec?.selector),
    ],
  },
  ControllerRevision: {
    columns: columnsNamed('Name', 'Controller', 'Revision', 'Age'),
    cells: (o, now) => [o.metadata.name, controllerText(o), o.revision ?? 0, created(o, now)],
  },
};

function jobCells(o: KubeObject, now: number): (string | number)[] {
  const { succeeded = 0, startTime, completionTime, conditions = [] } = o.status ?? {};
  const { completions, parallelism = 0 } = o.spec;
  const done =
    completions !== undefined
      ? `${succeeded}/${completions}`
      : parallelism > 1
        ? `${succeeded}/1 of ${parallelism}`
        : `${succeeded}/1`;
  const duration =
    startTime === undefined
      ? ''
      : age((completionTime === undefined ? now : Date.parse(completionTime)) - Date.parse(startTime));
  const holds = (type: string) =>
    (conditions as { type: string; status: string }[]).find(c => c.type === type)?.status === 'True';
  const status = holds('Complete')
    ? 'Complete'
    : holds('Failed')
      ? 'Failed'
      : o.metadata.deletionTimestamp !== undefined
        ? 'Terminating'
        : (['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running');
  return [
    o.metadata.name,
    status,
    done,
    duration,
    created(o, now),
    ...containerCells(o.spec.template?.spec?.containers),
    selectorText(o.spec.selector),
  ];
}

function controllerText(object: KubeObject): string {
  const owner = controllerOf(object);
  if (owner === undefined) return '<none>';
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}
