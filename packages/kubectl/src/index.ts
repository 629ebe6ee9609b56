/**
 * kubectl 1.35 as pure programs.
 *
 *   run(invocation)              a command line as a generator of requests; comes to the exit code
 *   scenarioArgv(line, ns)       the words of a scenario's line, as they are run against a cluster
 *
 * `get` and `describe` over any state are the same programs, answered from a view.
 */

export { describeObject } from './describe/describe.ts';
export { parseManifests } from './manifests.ts';
export type * from './program.ts';
export { run } from './run.ts';
export { scenarioArgv, splitWords } from './words.ts';
