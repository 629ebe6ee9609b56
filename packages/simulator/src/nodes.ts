/** The nodes as objects. A log holds them only where its story does something with them, or one has taints. */
import { findKind } from '@playhead/api';
import { type NodeSpec, nodeObject, timestamp } from '@playhead/controllers';
import { splitWords } from '@playhead/kubectl';
import type { Scenario } from './scenario/scenario.ts';
import type { World } from './world.ts';

const ABOUT_NODES = new Set(['cordon', 'uncordon', 'drain', 'taint']);

/** A command that begins with a verb for nodes, or names them: `get nodes`, `label node/node-0 …`. */
export function isAboutNodes(line: string): boolean {
  const [verb = '', ...words] = splitWords(line);
  if (ABOUT_NODES.has(verb)) return true;
  const kinds = words.filter(word => !word.startsWith('-')).flatMap(word => word.split('/')[0]?.split(',') ?? []);
  return kinds.some(word => findKind(word)?.kind === 'Node');
}

export function registerNodes(world: World, { nodes, steps }: Scenario): void {
  const named = steps.some(({ kubectl }) => kubectl !== undefined && isAboutNodes(kubectl));
  if (!named && nodes.every(({ taints }) => taints === undefined)) return;
  for (const node of nodes) register(world, node);
}

function register(world: World, node: NodeSpec): void {
  const after = nodeObject(node, world.server.uid(), timestamp(world.instant()));
  world.write({ before: undefined, after }, { actor: `kubelet ${node.name}`, cause: 0 });
}
