export { parseDuration } from './scenario/duration.ts';
export type { ScenarioError } from './scenario/parse.ts';
export { parseScenario } from './scenario/parse.ts';
export type { Scenario, Step } from './scenario/scenario.ts';
export { DEFAULT_NODES, DEFAULT_SETTLE } from './scenario/scenario.ts';
export type { SimulateOptions } from './simulate.ts';
export { simulate } from './simulate.ts';
export type { Wait } from './waits.ts';
export { holds, parseWait } from './waits.ts';
