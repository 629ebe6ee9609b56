/**
 * Every rule a decision can name. A rule says which upstream function it comes from and how its arithmetic reads; the
 * log keeps only the rule and its inputs, and every view makes the same sums from them.
 */
import { BATCH_RULES } from './batchRules.ts';
import { type Inputs, num, type Rule, rule } from './rule.ts';

export type { Rule } from './rule.ts';

/** `25% of 3 = 0.75, up to 1`; a plain number as it is. */
export function share(amount: number | string | undefined, total: number, result: number, way: 'up' | 'down'): string {
  if (typeof amount !== 'string' || !amount.endsWith('%')) return `${amount ?? 0}`;
  const exact = (Number.parseInt(amount, 10) * total) / 100;
  return Number.isInteger(exact)
    ? `${amount} of ${total} = ${exact}`
    : `${amount} of ${total} = ${trim(exact)}, ${way} to ${result}`;
}

const trim = (x: number): string => String(Math.round(x * 100) / 100);

const ceiling = (i: Inputs): string =>
  `ceiling ${num(i, 'replicas') + num(i, 'surge')} = ${i.replicas} + maxSurge ${i.surge} (${share(i.maxSurge, num(i, 'replicas'), num(i, 'surge'), 'up')})`;

const floor = (i: Inputs): string => {
  const rounded = share(i.maxUnavailable, num(i, 'replicas'), num(i, 'unavailable'), 'down');
  return `floor ${num(i, 'replicas') - num(i, 'unavailable')} = ${i.replicas} − maxUnavailable ${i.unavailable} (${rounded})`;
};

const mayGo = (i: Inputs): string =>
  `may go ${i.mayGo} = ${i.existing} existing − ${i.minAvailable} floor − ${i.newUnavailable} new not available`;

export const RULES = {
  command: rule('a user asked for it', 'kubectl'),
  scenario: rule('the scenario says so', 'the scenario’s steps'),

  'deployment.newReplicaSet': rule(
    'no ReplicaSet has this template yet: one is made',
    'sync.go getNewReplicaSet; deployment_util.go NewRSNewReplicas',
    i => [
      ceiling(i),
      `size ${i.size} = the smaller of ${num(i, 'replicas') + num(i, 'surge') - num(i, 'existing')} (ceiling − ${i.existing} existing) and ${i.replicas} wanted`,
    ],
  ),
  'deployment.scaleUpNew': rule(
    'there is room under the ceiling: the new ReplicaSet grows',
    'rolling.go reconcileNewReplicaSet',
    i => [
      ceiling(i),
      `room ${num(i, 'replicas') + num(i, 'surge') - num(i, 'existing')} = ceiling − ${i.existing} existing; still wanted ${num(i, 'replicas') - num(i, 'replicaSetSize')} = ${i.replicas} − ${i.replicaSetSize}`,
    ],
  ),
  'deployment.newTooBig': rule('the new ReplicaSet has more than is wanted', 'rolling.go reconcileNewReplicaSet', i => [
    `${i.replicaSetSize} > ${i.replicas} replicas`,
  ]),
  'deployment.dropUnhealthy': rule('old pods that serve nobody go first', 'rolling.go cleanupUnhealthyReplicas', i => [
    floor(i),
    mayGo(i),
    `of ${i.replicaSet} ${i.unhealthy} = ${i.replicaSetSize} − ${i.replicaSetAvailable} available are unhealthy; ${i.count} go`,
  ]),
  'deployment.scaleDownOld': rule(
    'enough pods are available: old ones may go',
    'rolling.go scaleDownOldReplicaSetsForRollingUpdate',
    i => [
      floor(i),
      mayGo(i),
      `budget ${i.budget} = ${i.availableNow} available − floor; of ${i.replicaSet} ${i.count} go${num(i, 'used') > 0 ? `, ${i.used} went before` : ''}`,
    ],
  ),
  'deployment.recreateStop': rule('Recreate: every old pod goes first', 'recreate.go', i => [
    `${i.replicaSet}: ${i.replicaSetSize} → 0`,
  ]),
  'deployment.recreateStart': rule('Recreate: the old pods are gone, the new ones may come', 'recreate.go', i => [
    `${i.replicaSet}: ${i.replicaSetSize} → ${i.replicas}`,
  ]),
  'deployment.scaleOnly': rule('one ReplicaSet has all the pods: it takes the new size', 'sync.go scale', i => [
    `${i.replicaSet}: ${i.replicaSetSize} → ${i.replicas}`,
  ]),
  'deployment.scaleSaturated': rule(
    'the new ReplicaSet has all its pods: the old ones go to 0',
    'sync.go scale; deployment_util.go IsSaturated',
    i => [`${i.replicaSet}: ${i.replicaSetSize} → 0`],
  ),
  'deployment.scaleProportion': rule(
    'resized in mid-rollout: each ReplicaSet in proportion',
    'sync.go scale; deployment_util.go GetReplicaSetProportion',
    i => [
      ceiling(i),
      `to add ${i.toAdd} = ${i.allowed} allowed − ${i.existing} existing`,
      `${i.replicaSet}: ${i.replicaSetSize} × ${num(i, 'replicas') + num(i, 'surge')} ÷ ${i.before} before = ${trim((num(i, 'replicaSetSize') * (num(i, 'replicas') + num(i, 'surge'))) / Math.max(1, num(i, 'before')))}, rounded; the rest to the biggest`,
    ],
  ),
  'deployment.revision': rule('the revision follows the newest template', 'sync.go getNewReplicaSet', i => [
    `revision ${i.revision} of ${i.replicaSet}`,
  ]),
  'deployment.hashCollision': rule(
    'another template has this hash: the next try adds a count',
    'sync.go getNewReplicaSet',
    i => [`collisionCount ${i.collisionCount}`],
  ),
  'deployment.createFailed': rule('the new ReplicaSet was refused', 'sync.go getNewReplicaSet', i => [`${i.error}`]),
  'deployment.cleanUp': rule('old and empty, beyond revisionHistoryLimit', 'sync.go cleanupDeployment', i => [
    `${i.old} old > ${i.limit} kept`,
  ]),
  'deployment.status': rule('the status says what the ReplicaSets report', 'sync.go syncDeploymentStatus', i => [
    `available ${i.available}; floor ${i.minAvailable}`,
  ]),
  'deployment.progress': rule('the status says how the rollout goes', 'progress.go syncRolloutStatus', i => [
    `updated ${i.updated}, existing ${i.existing}, available ${i.available} of ${i.replicas}; floor ${i.minAvailable}`,
    ...(i.verdict === 'complete' ? [`complete: updated = existing = available = ${i.replicas}`] : []),
    ...(i.verdict === 'progressing'
      ? ['progress: more updated, ready or available, or fewer old, than last written']
      : []),
    ...(i.verdict === 'timed out' ? [`no progress for more than ${i.deadline} s (progressDeadlineSeconds)`] : []),
  ]),
  'deployment.paused': rule('paused: progress is not judged', 'sync.go checkPausedConditions'),
  'deployment.resumed': rule('resumed: the progress deadline runs anew', 'sync.go checkPausedConditions'),
  'deployment.rollback': rule('an old client asked for a rollback by annotation', 'rollback.go rollback', i =>
    i.revision === undefined ? [] : [`to revision ${i.revision}${num(i, 'asked') === 0 ? ', the second highest' : ''}`],
  ),
  'deployment.adopt': rule(
    'its labels match and nobody owns it: taken in',
    'controller_ref_manager.go ClaimReplicaSets',
  ),
  'deployment.release': rule('its labels no longer match: let go', 'controller_ref_manager.go ClaimReplicaSets'),

  'replicaset.create': rule('too few pods', 'replica_set.go manageReplicas', i => [
    `missing ${i.missing} = ${i.size} wanted − ${i.existing} active; made in batches of 1, 2, 4, …`,
  ]),
  'replicaset.delete': rule(
    'too many pods',
    'replica_set.go manageReplicas; controller_utils.go ActivePodsWithRanks',
    i => [
      `surplus ${i.surplus} = ${i.existing} active − ${i.size} wanted`,
      'first those not placed, pending, not ready; then from the most crowded node, the youngest ready',
    ],
  ),
  'replicaset.status': rule('the status says how its pods are', 'replica_set_utils.go calculateStatus', i => [
    `ready ${i.ready}, available ${i.available} of ${i.existing}${num(i, 'minReadySeconds') > 0 ? `; available once ready for ${i.minReadySeconds} s` : ''}`,
  ]),
  'replicaset.adopt': rule('its labels match and nobody owns it: taken in', 'controller_ref_manager.go ClaimPods'),
  'replicaset.release': rule('its labels no longer match: let go', 'controller_ref_manager.go ClaimPods'),

  'autoscaler.metrics': rule(
    'the size follows what the pods use',
    'replica_calculator.go GetResourceReplicas; horizontal.go normalizeDesiredReplicas',
    i => [
      `${i.metric}: ${i.measured} against ${i.target}, ratio ${trim(num(i, 'ratio'))}`,
      num(i, 'proposal') === num(i, 'current')
        ? `proposed ${i.proposal}: within the tolerance, or nothing to change`
        : `proposed ${i.proposal} = ${trim(num(i, 'ratio'))} × ${i.counted} pods = ${trim(num(i, 'ratio') * num(i, 'counted'))}, up`,
      ...(i.stabilised === i.proposal ? [] : [`${i.stabilised} after the stabilisation window`]),
      ...(i.limit === '' ? [] : [`held at ${i.to}: ${i.limit} (between ${i.min} and ${i.max})`]),
    ],
  ),
  'autoscaler.bounds': rule('the size is out of bounds', 'horizontal.go reconcileAutoscaler', i => [
    `${i.current} is not between minReplicas ${i.min} and maxReplicas ${i.max}: ${i.to}`,
  ]),
  'autoscaler.disabled': rule('a size of 0 switches the autoscaler off', 'horizontal.go reconcileAutoscaler'),
  'autoscaler.status': rule('the autoscaler cannot tell what to do', 'horizontal.go reconcileAutoscaler', i => [
    `${i.problem}`,
  ]),
  'autoscaler.look': rule('the autoscaler looks every 15 s', 'horizontal.go reconcileKey'),
  'autoscaler.forget': rule('the autoscaler is gone', 'horizontal.go reconcileKey'),

  'endpointslice.sync': rule(
    'the Service’s endpoints follow its pods',
    'endpointslice/reconciler.go Reconcile; utils.go podToEndpoint',
    i => [`${i.service} selects ${i.pods} pods, of which ${i.ready} are ready and not going`],
  ),

  ...BATCH_RULES,

  'statefulset.create': rule('a pod is missing: it is made', 'stateful_set_control.go processReplica', i => [
    `${i.pod} at revision ${i.revision}; ${i.policy}, ${i.size} wanted`,
  ]),
  'statefulset.replace': rule(
    'a pod ended: it makes way for a new one',
    'stateful_set_control.go processReplica',
    i => [`${i.pod} is ${i.phase}`],
  ),
  'statefulset.scaleDown': rule(
    'too many pods: the highest ordinal goes',
    'stateful_set_control.go processCondemned',
    i => [`${i.pod}: ${i.existing} exist, ${i.size} wanted`],
  ),
  'statefulset.update': rule(
    'an old pod makes way, highest ordinal first',
    'stateful_set_control.go updateStatefulSetAfterInvariantEstablished',
    i => [
      `may go ${num(i, 'maxUnavailable') - num(i, 'unavailable')} = maxUnavailable ${i.maxUnavailable} − ${i.unavailable} unavailable${num(i, 'partition') > 0 ? `; none below partition ${i.partition}` : ''}`,
      `${i.pod} is not at revision ${i.revision}`,
    ],
  ),
  'statefulset.status': rule('the status says how its pods are', 'stateful_set_control.go updateStatus', i => [
    `ready ${i.ready}, available ${i.available}, updated ${i.updated} of ${i.existing}`,
    ...(num(i, 'complete') === 1 ? [`complete: existing = ready = updated = ${i.size}`] : []),
  ]),
  'statefulset.identity': rule('its labels no longer say which pod it is', 'stateful_pod_control.go UpdateStatefulPod'),
  'statefulset.adopt': rule(
    'its labels and name match and nobody owns it: taken in',
    'controller_ref_manager.go ClaimPods',
  ),
  'statefulset.release': rule('its labels no longer match: let go', 'controller_ref_manager.go ClaimPods'),

  'daemonset.manage': rule(
    'each node that should has one pod, no other node any',
    'daemon_controller.go podsShouldBeOnNode',
    i => [`of ${i.nodes} nodes ${i.lacking} lack a pod; ${i.surplus} pods have to go`],
  ),
  'daemonset.replace': rule('a pod ended: it makes way for a new one', 'daemon_controller.go podsShouldBeOnNode', i => [
    `${i.pod} on ${i.node} is ${i.phase}`,
  ]),
  'daemonset.update': rule('old pods make way, as many as may be missing', 'daemon/update.go rollingUpdate', i => [
    `budget ${Math.max(0, num(i, 'maxUnavailable') - num(i, 'unavailable'))} = maxUnavailable ${i.maxUnavailable} − ${i.unavailable} nodes without an available pod`,
    `${i.go} go: ${i.unhealthy} old that serve nobody, the rest of ${i.candidates} old within the budget`,
  ]),
  'daemonset.surge': rule(
    'new pods come beside the old, which go once the new are available',
    'daemon/update.go rollingUpdate',
    i => [
      `budget ${Math.max(0, num(i, 'maxSurge') - num(i, 'surging'))} = maxSurge ${i.maxSurge} − ${i.surging} nodes with a new pod not available yet`,
      `${i.come} come: ${i.unhealthy} where the old serves nobody, the rest of ${i.candidates} within the budget; ${i.go} old go`,
    ],
  ),
  'daemonset.status': rule('the status says how its nodes are', 'daemon_controller.go updateDaemonSetStatus', i =>
    i.desired === undefined
      ? []
      : [
          `of ${i.desired} nodes ${i.current} have a pod, ${i.updated} updated, ${i.ready} ready, ${i.available} available`,
        ],
  ),
  'daemonset.selectingAll': rule('it would select every pod', 'daemon_controller.go syncDaemonSet'),
  'daemonset.adopt': rule('its labels match and nobody owns it: taken in', 'controller_ref_manager.go ClaimPods'),
  'daemonset.release': rule('its labels no longer match: let go', 'controller_ref_manager.go ClaimPods'),

  'history.create': rule('the template is kept as a revision', 'controller_history.go CreateControllerRevision', i => [
    `revision ${i.revision}`,
  ]),
  'history.raise': rule(
    'the template is an earlier one again: its revision becomes the newest',
    'controller_history.go UpdateControllerRevision',
    i => [`revision ${i.from} → ${i.revision}`],
  ),
  'history.collision': rule(
    'another template has this hash: the next try adds a count',
    'daemon/update.go snapshot',
    i => [`collisionCount ${i.collisionCount}`],
  ),
  'history.forget': rule(
    'old and unused, beyond revisionHistoryLimit',
    'stateful_set_control.go truncateHistory',
    i => [`${i.old} old > ${i.limit} kept; revision ${i.revision} goes`],
  ),
  'history.adopt': rule(
    'its labels match and nobody owns it: taken in',
    'controller_history.go AdoptControllerRevision',
  ),

  'traffic.share': rule('requests are shared evenly over the endpoints', 'kube-proxy; the scenario’s traffic', i =>
    num(i, 'endpoints') === 0
      ? [`no endpoint of ${i.service}: all ${i.rate} a second are lost`]
      : [
          `${trim(num(i, 'rate') / num(i, 'endpoints'))} a second to each = ${i.rate} ÷ ${i.endpoints} endpoints`,
          ...(num(i, 'gone') === 0 ? [] : [`${i.gone} of them no longer run`]),
        ],
  ),

  'garbage.ownerGone': rule('its owner is gone', 'garbagecollector.go attemptToDeleteItem', i => [`${i.owner}`]),
  'garbage.orphan': rule('its owner goes and leaves it behind', 'garbagecollector.go orphanDependents', i => [
    `${i.owner}`,
  ]),
  'garbage.dependentsGone': rule('nothing that blocks it is left', 'garbagecollector.go processDeletingDependentsItem'),

  'quota.recount': rule('the quota counts what the namespace uses', 'resource_quota_controller.go syncResourceQuota'),
  'quota.admit': rule('admission counts a new object at once', 'resourcequota/controller.go checkRequest'),

  'scheduler.bind': rule('the node with the fewest pods of this owner, then the emptiest', 'schedule_one.go', i => [
    `${i.node}`,
  ]),
  'scheduler.refuse': rule('no node has room for it', 'schedule_one.go handleSchedulingFailure'),

  'taint.evict': rule(
    'its node has a taint that it does not tolerate, or not for longer',
    'taint_eviction.go processPodOnNode',
    i => [`${i.node}: ${i.taints}; tolerated for ${i.seconds} s`],
  ),
  'taint.stay': rule('nothing drives it from its node any more', 'taint_eviction.go cancelWorkWithEvent'),

  'kubelet.play': rule('the kubelet reports what its containers do', 'the scenario’s kubelet rules', i =>
    i.after === undefined ? [] : [`${i.what} after ${i.after} ms`],
  ),
  event: rule('said as a Kubernetes Event', 'tools/record/event.go'),
} satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
