export type { ScenarioError } from './scenario/parse.ts';
export { parseScenario } from './scenario/parse.ts';
export type { Scenario, Step } from './scenario/scenario.ts';
export type { SimulateOptions } from './simulate.ts';
export { simulate } from './simulate.ts';
