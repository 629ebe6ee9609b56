/**
 * How long things take in a real control plane, in microseconds of virtual time, as measured on 1.35 with etcd on the
 * same machine. Changing one changes which of two near decisions comes first; the conformance tests hold them in place.
 */
export const LATENCY = {
  /** From a client's call until the write stands in the log. */
  write: 1300,
  /** From there until the client has its answer. */
  answer: 1200,
  /** Between writes that one client sends at the same moment. */
  together: 700,
  /** From a write until a controller's cache has it. */
  watch: 500,
  /** As much again at random, so that kinds overtake each other as they do. */
  watchJitter: 400,
  /** From being next in the queue until the look begins. */
  pickUp: 150,
  /** What a look itself takes before its first call. */
  look: 300,
  /** The garbage collector first brings its graph up to date: that much longer. */
  graph: 2500,
  /** An autoscaler first reads the scale and the metrics. */
  autoscale: 5000,
  /** The played metrics server writes one pod's sample. */
  metrics: 3000,
  /** From an Event being said until the recorder's call. */
  say: 400,
  /** From a pod being seen by the scheduler until it calls to bind it. */
  schedule: 900,
  /** A status write of the played kubelet: until it stands, and until it goes on. */
  kubeletWrite: 3500,
  kubeletAnswer: 1500,
  /** The kubelets' writes go one after the other, so far apart with three nodes; more nodes share it out. */
  kubeletSpacing: 4200,
  /** That a pod is gone is a smaller write than a status. */
  kubeletGoneSpacing: 1000,
  /** The played kubelet hears of a pod through its own watch. */
  kubeletWatch: 1500,
  /** From kubectl being started until its first request. */
  kubectlStart: 31_500,
  /** `apply` and `create -f` check each manifest against its group's schema, which they first read: v1 is the biggest. */
  kubectlSchema: 15_000,
  kubectlCoreSchema: 50_000,
  /** The first of them in a run. */
  kubectlFirstSchema: 13_000,
  /** `apply` reads it once more before it patches what is there already. */
  kubectlPatchSchema: 45_000,
  kubectlRequest: 1000,
  kubectlAnswer: 1000,
  kubectlEnd: 3500,
  /** `deletePods` deletes one pod after the other: until each stands, and until the next is asked for. */
  deletePod: 3500,
  deletedPod: 2000,
  /** From a command line's end until the next step begins. */
  nextStep: 500,
  /** From the start of a run until its first step: the namespace is made and the watches stand. */
  firstStep: 430_000,
} as const;

/** Looks and retries of controllers, in milliseconds (client-go workqueue, kube-controller-manager). */
export const RETRY = {
  first: 5,
  most: 1_000_000,
  /** Retries over a whole queue: this many a second after a burst. */
  perSecond: 10,
  burst: 100,
} as const;

/** Calls of one controller's client: this many a second after a burst. */
export const CLIENT = { perSecond: 200, burst: 400 } as const;
export const WORKERS = 5;
