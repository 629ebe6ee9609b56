/** Scenarios run on a real control plane, one after another. */
import type { Scenario } from '@playhead/simulator';
import { connect } from './connection.ts';
import { assertFit } from './fitness.ts';
import { runOnCluster } from './run.ts';

export interface ClusterOptions {
  readonly kubeconfig: string;
  readonly kubectl: string;
}

/** With the moment at which its file says that it begins: a schedule hangs on the second of the minute. */
export interface Story {
  readonly scenario: Scenario;
  readonly hasStart: boolean;
}

/** @throws Trouble before the first is run, where one cannot be */
export async function* clusterLines({ kubeconfig, kubectl }: ClusterOptions, stories: readonly Story[]) {
  const connection = await connect(kubeconfig, kubectl);
  try {
    for (const { scenario } of stories) await assertFit(connection, scenario);
    for (const { scenario, hasStart } of stories) {
      const lines = await runOnCluster(connection, scenario, hasStart ? scenario.start : undefined);
      yield { scenario, lines };
    }
  } finally {
    connection.close();
  }
}
