export type { Divergence, Essence } from './divergence.ts';
export { exactly, firstDivergence, inMeaning, reasonOf } from './divergence.ts';
export type { Lowest, MeasureName, Measures } from './measures.ts';
export { MEASURES, measure } from './measures.ts';
export { patchScenario } from './patches.ts';
export type { ObjectDiff, StateDiff } from './stateDiff.ts';
export { changeLines, stateDiff, stateDiffLines } from './stateDiff.ts';
export type { ComparedWorkload, Comparison, PatchError } from './strategies.ts';
export { compareStrategies } from './strategies.ts';
