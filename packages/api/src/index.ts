export { imageTag } from './defaults/podSpec.ts';
export { ceilPercent, floorPercent, scaledValue } from './intOrString.ts';
export type { KindInfo } from './kinds.ts';
export { findKind, groupKind, groupResource, KINDS, kindInfo, kindsInCategory } from './kinds.ts';
export { labelValue } from './names.ts';
export { strategicPatch, threeWayStrategicPatch, twoWayStrategicPatch } from './patch/strategicDiff.ts';
export type { Quantity, QuantityFormat } from './quantity.ts';
export {
  addQuantities,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  quantityOf,
  wholeValue,
  ZERO,
} from './quantity.ts';
export type { Usage } from './quota.ts';
export { podTotals, quotaCovers, quotaUsage, usageOf } from './quota.ts';
export type { FieldError } from './refusal.ts';
export { alreadyExists, badRequest, conflict, forbidden, invalid, notFound } from './refusal.ts';
export type * from './request.ts';
export type { Requirement, Selector } from './selector.ts';
export {
  formatSelector,
  matches,
  parseSelector,
  selectorMatches,
  selectorOf,
  selectorOfLabels,
} from './selector.ts';
export { handle } from './server/handle.ts';
export { equalIgnoringHash } from './template/equality.ts';
export { fnv32a, podTemplateHash, safeEncode } from './template/hash.ts';
