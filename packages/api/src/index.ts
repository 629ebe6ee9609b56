export { ceilPercent, floorPercent } from './intOrString.ts';
export type { KindInfo } from './kinds.ts';
export { findKind, groupKind, groupResource, kindInfo, kindsInCategory } from './kinds.ts';
export { dns1123Subdomain, labelValue, portName, portNumber, qualifiedName } from './names.ts';
export { applyJsonPatch } from './patch/json.ts';
export { applyMerge } from './patch/merge.ts';
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
export { quotaUsage } from './quota.ts';
export type { FieldError } from './refusal.ts';
export { badRequest, conflict, notFound } from './refusal.ts';
export type * from './request.ts';
export type { Requirement, Selector } from './selector.ts';
export {
  matches,
  parseSelector,
  selectorMatches,
} from './selector.ts';
export type { Checked } from './server/check.ts';
export { checkManifest } from './server/check.ts';
export { handle } from './server/handle.ts';
export { statusRefusal } from './server/status.ts';
export { equalIgnoringHash } from './template/equality.ts';
export { fnv128a } from './template/fnv128.ts';
export { fnv32, podTemplateHash, safeEncode } from './template/hash.ts';
export type { CronField } from './validation/schedule.ts';
export { CRON_FIELDS } from './validation/schedule.ts';
