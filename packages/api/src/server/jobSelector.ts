import { generatedLabels } from '../validation/batch.ts';
import type { Draft } from './context.ts';

const UID_LABEL = 'batch.kubernetes.io/controller-uid';

/**
 * The selector of a Job, made from its uid unless it brings its own (registry/batch/job generateSelector).
 */
export function withGeneratedSelector(job: Draft): Draft {
  const { spec, metadata } = job;
  if (spec.manualSelector === true) return job;
  const own = (spec.template?.metadata?.labels ?? {}) as Readonly<Record<string, string>>;
  const labels = { ...generatedLabels(metadata.name ?? '', metadata.uid), ...own };
  const matchLabels = { [UID_LABEL]: metadata.uid, ...spec.selector?.matchLabels };
  // labels that a Job was given by default are its template's own, the same map: what comes to one comes to both
  const isShared = metadata.labels !== undefined && metadata.labels === spec.template?.metadata?.labels;
  return {
    ...job,
    ...(isShared ? { metadata: { ...metadata, labels } } : {}),
    spec: {
      ...spec,
      selector: { ...spec.selector, matchLabels },
      template: { ...spec.template, metadata: { ...spec.template?.metadata, labels } },
    },
  };
}

/** Read back from storage, a Job without labels shows its template's. */
export function withTemplateLabels(job: Draft): Draft {
  const labels = job.spec.template?.metadata?.labels as Readonly<Record<string, string>> | undefined;
  if (labels === undefined || Object.keys(job.metadata.labels ?? {}).length > 0) return job;
  return { ...job, metadata: { ...job.metadata, labels } };
}
