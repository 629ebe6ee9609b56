import { CommandFailed, fail } from '../errors.ts';
import type { Command } from './table.ts';

/** What kubectl prints of a command that is only a group of others, and where. */
interface Group {
  readonly path: string;
  readonly aliases?: readonly string[];
  readonly to: 'out' | 'err';
  readonly help: string;
}

const GROUPS: readonly Group[] = [
  {
    path: 'create service',
    aliases: ['create svc'],
    to: 'err',
    help: `Create a service using a specified subcommand.

Aliases:
service, svc

Available Commands:
  clusterip      Create a ClusterIP service
  externalname   Create an ExternalName service
  loadbalancer   Create a LoadBalancer service
  nodeport       Create a NodePort service

Usage:
  kubectl create service [flags] [options]

Use "kubectl create service <command> --help" for more information about a given command.
Use "kubectl options" for a list of global command-line options (applies to all commands).
`,
  },
  {
    path: 'rollout',
    to: 'out',
    help: `Manage the rollout of one or many resources.
        
 Valid resource types include:

  *  deployments
  *  daemonsets
  *  statefulsets

Examples:
  # Rollback to the previous deployment
  kubectl rollout undo deployment/abc
  
  # Check the rollout status of a daemonset
  kubectl rollout status daemonset/foo
  
  # Restart a deployment
  kubectl rollout restart deployment/abc
  
  # Restart deployments with the 'app=nginx' label
  kubectl rollout restart deployment --selector=app=nginx

Available Commands:
  history       View rollout history
  pause         Mark the provided resource as paused
  restart       Restart a resource
  resume        Resume a paused resource
  status        Show the status of the rollout
  undo          Undo a previous rollout

Usage:
  kubectl rollout SUBCOMMAND [options]

Use "kubectl rollout <command> --help" for more information about a given command.
Use "kubectl options" for a list of global command-line options (applies to all commands).
`,
  },
  {
    path: 'set',
    to: 'err',
    help: `Configure application resources.

 These commands help you make changes to existing application resources.

Available Commands:
  env              Update environment variables on a pod template
  image            Update the image of a pod template
  resources        Update resource requests/limits on objects with pod templates
  selector         Set the selector on a resource
  serviceaccount   Update the service account of a resource
  subject          Update the user, group, or service account in a role binding or cluster role binding

Usage:
  kubectl set SUBCOMMAND [options]

Use "kubectl set <command> --help" for more information about a given command.
Use "kubectl options" for a list of global command-line options (applies to all commands).
`,
  },
];

/** Its help where nothing follows; a word that is none of them is refused. Exit code 1 either way. */
export const groups: readonly Command[] = GROUPS.map(({ to, help, ...named }) => ({
  ...named,
  flags: [],
  // biome-ignore lint/correctness/useYield: it asks nothing
  *run(session) {
    const { path } = named;
    if (session.args.length > 0)
      fail(`unknown command ${JSON.stringify(session.args.join(' '))}\nSee 'kubectl ${path} -h' for help and examples`);
    session[to](help);
    throw new CommandFailed([]);
  },
}));
