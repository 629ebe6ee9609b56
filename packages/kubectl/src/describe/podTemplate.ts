import type { PodTemplate } from '@playhead/core';
import { selectorText } from '../printers/text.ts';
import { writeContainers } from './containers.ts';
import { Lines, type StringMap, writeAnnotations, writeLabels, writeList } from './lines.ts';
import { writeVolumes } from './volumes.ts';

/** The `Pod Template:` part of a description (describe.DescribePodTemplate). */
export function writePodTemplate(out: Lines, template: PodTemplate | undefined): void {
  out.line(0, 'Pod Template:');
  if (template === undefined) {
    out.write(1, '<unset>');
    return;
  }
  const { metadata, spec } = template;
  writeLabels(out, '  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0)
    writeAnnotations(out, '  Annotations', metadata!.annotations);
  if (spec.serviceAccountName) out.line(1, `Service Account:\t${spec.serviceAccountName}`);
  if ((spec.initContainers?.length ?? 0) > 0)
    writeContainers(out, 'Init Containers', spec.initContainers!, undefined, '  ');
  writeContainers(out, 'Containers', spec.containers, undefined, '  ');
  writeVolumes(out, spec.volumes ?? [], '  ');
  writeTopologySpread(out, spec.topologySpreadConstraints ?? [], '  ');
  if (spec.priorityClassName) out.line(1, `Priority Class Name:\t${spec.priorityClassName}`);
  writeLabels(out, '  Node-Selectors', spec.nodeSelector);
  writeTolerations(out, '  Tolerations', spec.tolerations ?? []);
}

/** A template with its tabs as they are, as `rollout history --revision` and a dry run of undo print it. */
export function templateText(template: PodTemplate): string {
  const out = new Lines();
  writePodTemplate(out, template);
  return out.raw();
}

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

export function writeTolerations(out: Lines, title: string, tolerations: readonly Toleration[]): void {
  const sorted = [...tolerations].sort((a, b) =>
    (a.key ?? '') < (b.key ?? '') ? -1 : (a.key ?? '') > (b.key ?? '') ? 1 : 0,
  );
  writeList(out, title, sorted.map(tolerationText));
}

function tolerationText({ key = '', operator, value = '', effect = '', tolerationSeconds }: Toleration): string {
  let text = key;
  if (value !== '') text += `=${value}`;
  if (effect !== '') text += `:${effect}`;
  if (operator === 'Exists' && value === '') text += key !== '' || effect !== '' ? ' op=Exists' : 'op=Exists';
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
}

interface Spread {
  readonly topologyKey: string;
  readonly whenUnsatisfiable: string;
  readonly maxSkew: number;
  readonly labelSelector?: { readonly matchLabels?: StringMap };
}

export function writeTopologySpread(out: Lines, constraints: readonly Spread[], space: string): void {
  const sorted = [...constraints].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1));
  for (const [at, c] of sorted.entries()) {
    const where = at === 0 ? `${space}Topology Spread Constraints:\t` : `${space}\t`;
    const selector = c.labelSelector === undefined ? '' : ` for selector ${selectorText(c.labelSelector)}`;
    out.line(0, `${where}${c.topologyKey}:${c.whenUnsatisfiable} when max skew ${c.maxSkew} is exceeded${selector}`);
  }
}
