export type { DivertedRun, DivertOptions } from './diversion/divert.ts';
export { Diversion, divert } from './diversion/divert.ts';
/** What a played kubelet says of a pod at each turn of its life. */
export * as podStatus from './podStatus.ts';
export type { ScenarioError } from './scenario/parse.ts';
export { parseScenario } from './scenario/parse.ts';
export type { Scenario, Step } from './scenario/scenario.ts';
export type { SimulateOptions } from './simulate.ts';
export { simulate } from './simulate.ts';
export type { Wait } from './waits.ts';
export { parseWait } from './waits.ts';
