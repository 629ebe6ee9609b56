import { MOMENT_FORMS, NAMED_MOMENTS } from '../input/moments.ts';
import { type CommandSpec, textOf } from './command.ts';

/** What `get` and `describe` complete: kinds a Deployment's rollout shows. */
export const KINDS = ['deployments', 'replicasets', 'pods', 'services', 'events', 'resourcequotas', 'all'];

/** Besides `jsonpath=…`. */
export const FORMS = ['table', 'wide', 'name', 'yaml', 'json'];

export const NAMESPACE = [
  { flags: '-n, --namespace <name>', says: 'the namespace (default: the only one there is)' },
  { flags: '-A, --all-namespaces', says: 'every namespace' },
  { flags: '-l, --selector <selector>', says: 'only objects with these labels, as app=web' },
] as const;

export const AT = { flags: '--at <moment>', says: 'the moment (default: end)', completes: NAMED_MOMENTS } as const;

export const get: CommandSpec = {
  name: 'get',
  summary: 'what was there at a moment, in kubectl’s tables',
  usage: 'KIND [NAME] FILE|SCENARIO',
  words: { min: 2, max: Number.POSITIVE_INFINITY },
  completes: KINDS,
  options: [
    AT,
    { flags: '-o, --output <form>', says: 'table, wide, name, yaml, json or jsonpath=…', completes: FORMS },
    ...NAMESPACE,
    { flags: '--show-labels', says: 'a column of labels' },
  ],
  examples: [
    ['get pods checkout-oom.rollout --at lowest', 'the pods at the worst moment'],
    ['get deploy,rs checkout-oom.rollout --at @145 -o wide', 'right after an entry'],
    ['get deploy checkout checkout-oom.rollout --at end-3s -o jsonpath={.status.readyReplicas}', 'one field'],
  ],
  more: MOMENT_FORMS,
  run: async (words, options, session) => {
    const { look } = await import('../views/look.ts');
    return await look('get', words, session, {
      at: textOf(options, 'at'),
      output: textOf(options, 'output'),
      namespace: textOf(options, 'namespace'),
      selector: textOf(options, 'selector'),
      allNamespaces: options.allNamespaces === true,
      showLabels: options.showLabels === true,
    });
  },
};
