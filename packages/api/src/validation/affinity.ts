import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../names.ts';
import type { FieldError } from '../refusal.ts';
import type { Draft } from '../server/context.ts';
import {
  at,
  child,
  duplicate,
  forbiddenField,
  invalids,
  invalidValue,
  notSupported,
  positive,
  required,
} from './errors.ts';
import { validateSelector } from './selector.ts';

/** Where pods may lie: affinities and spreading (validation.validateAffinity, validateTopologySpreadConstraints). */

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

const list = (value: unknown): readonly Draft[] => (value ?? []) as readonly Draft[];

export function validateAffinity(affinity: Draft | undefined, path: string): FieldError[] {
  if (affinity === undefined) return [];
  const errors = validateNodeAffinity(affinity.nodeAffinity, child(path, 'nodeAffinity'));
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const place = child(path, kind);
    list(affinity[kind]?.[REQUIRED]).forEach((term, i) => {
      errors.push(...validatePodTerm(term, at(child(place, REQUIRED), i)));
    });
    list(affinity[kind]?.[PREFERRED]).forEach((weighted, i) => {
      const here = at(child(place, PREFERRED), i);
      errors.push(...validateWeight(weighted, here));
      errors.push(...validatePodTerm(weighted.podAffinityTerm ?? {}, child(here, 'podAffinityTerm')));
    });
  }
  return errors;
}

function validateNodeAffinity(affinity: Draft | undefined, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const needed = affinity?.[REQUIRED] as Draft | undefined;
  if (needed !== undefined) {
    const place = child(child(path, REQUIRED), 'nodeSelectorTerms');
    const terms = list(needed.nodeSelectorTerms);
    if (terms.length === 0) errors.push(required(place, 'must have at least one node selector term'));
    terms.forEach((term, i) => {
      errors.push(...validateNodeTerm(term, at(place, i), true));
    });
  }
  list(affinity?.[PREFERRED]).forEach((preferred, i) => {
    const here = at(child(path, PREFERRED), i);
    errors.push(...validateWeight(preferred, here));
    // values that no label can have are let through where they are only preferred
    errors.push(...validateNodeTerm(preferred.preference ?? {}, child(here, 'preference'), false));
  });
  return errors;
}

const validateWeight = ({ weight = 0 }: Draft, path: string): FieldError[] =>
  weight <= 0 || weight > 100 ? [invalidValue(child(path, 'weight'), weight, 'must be in the range 1-100')] : [];

function validateNodeTerm(term: Draft, path: string, checkValues: boolean): FieldError[] {
  return [
    ...list(term.matchExpressions).flatMap((requirement, i) =>
      validateRequirement(requirement, at(child(path, 'matchExpressions'), i), checkValues),
    ),
    ...list(term.matchFields).flatMap((requirement, i) =>
      validateFieldRequirement(requirement, at(child(path, 'matchFields'), i)),
    ),
  ];
}

function validateRequirement(requirement: Draft, path: string, checkValues: boolean): FieldError[] {
  const { key = '', operator = '' } = requirement;
  const values = (requirement.values ?? []) as readonly string[];
  const place = child(path, 'values');
  const errors: FieldError[] = [];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(required(place, "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        errors.push(forbiddenField(place, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1)
        errors.push(required(place, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      break;
    default:
      errors.push(invalidValue(child(path, 'operator'), operator, 'not a valid selector operator'));
  }
  errors.push(...invalids(child(path, 'key'), key, qualifiedName(key)));
  if (checkValues)
    values.forEach((value, i) => {
      errors.push(...invalids(at(place, i), value, labelValue(value)));
    });
  return errors;
}

/** The one field of a node there is to select by is its name. */
function validateFieldRequirement(requirement: Draft, path: string): FieldError[] {
  const { key = '', operator = '' } = requirement;
  const values = (requirement.values ?? []) as readonly string[];
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn')
    errors.push(invalidValue(child(path, 'operator'), operator, 'not a valid selector operator'));
  else if (values.length !== 1)
    errors.push(
      required(
        child(path, 'values'),
        "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
      ),
    );
  if (key !== 'metadata.name')
    return [...errors, invalidValue(child(path, 'key'), key, 'not a valid field selector key')];
  values.forEach((value, i) => {
    errors.push(...invalids(at(child(path, 'values'), i), value, dns1123Subdomain(value)));
  });
  return errors;
}

function validatePodTerm(term: Draft, path: string): FieldError[] {
  const topology = (term.topologyKey ?? '') as string;
  const place = child(path, 'topologyKey');
  return [
    ...validateSelector(term.labelSelector, child(path, 'labelSelector')),
    ...validateSelector(term.namespaceSelector, child(path, 'namespaceSelector')),
    ...((term.namespaces ?? []) as readonly string[]).flatMap(name =>
      invalids(child(path, 'namespace'), name, dns1123Label(name)),
    ),
    ...validateLabelKeys(term, path),
    ...(topology === '' ? [required(place, 'can not be empty')] : []),
    ...invalids(place, topology, qualifiedName(topology)),
  ];
}

/** validation.ValidateMatchLabelKeysAndMismatchLabelKeys: the keys become part of the selector when a pod is made. */
function validateLabelKeys(term: Draft, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys']) {
    const keys = (term[field] ?? []) as readonly string[];
    const place = child(path, field);
    if (keys.length > 0 && term.labelSelector === undefined)
      errors.push(forbiddenField(place, 'must not be specified when labelSelector is not set'));
    else
      keys.forEach((key, i) => {
        errors.push(...invalids(at(place, i), key, qualifiedName(key)));
      });
  }
  const keys = (term.matchLabelKeys ?? []) as readonly string[];
  const selected = new Set(Object.keys(term.labelSelector?.matchLabels ?? {}));
  for (const { key } of list(term.labelSelector?.matchExpressions)) {
    if (keys.includes(key) && selected.has(key))
      errors.push(
        invalidValue(at(path, keys.lastIndexOf(key)), key, 'exists in both matchLabelKeys and labelSelector'),
      );
    selected.add(key);
  }
  const others = (term.mismatchLabelKeys ?? []) as readonly string[];
  keys.forEach((key, i) => {
    if (others.includes(key))
      errors.push(
        invalidValue(at(child(path, 'matchLabelKeys'), i), key, 'exists in both matchLabelKeys and mismatchLabelKeys'),
      );
  });
  return errors;
}

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

export function validateSpread(constraints: readonly Draft[] | undefined, path: string): FieldError[] {
  const all = constraints ?? [];
  return all.flatMap((constraint, index) => {
    const place = at(path, index);
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains } = constraint;
    const errors = positive(child(place, 'maxSkew'), maxSkew);
    if (topologyKey === '') errors.push(required(child(place, 'topologyKey'), 'can not be empty'));
    if (!ACTIONS.includes(whenUnsatisfiable))
      errors.push(notSupported(child(place, 'whenUnsatisfiable'), whenUnsatisfiable, ACTIONS));
    const twin = all
      .slice(index + 1)
      .some(c => (c.topologyKey ?? '') === topologyKey && (c.whenUnsatisfiable ?? '') === whenUnsatisfiable);
    if (twin)
      errors.push(
        duplicate(child(place, '{topologyKey, whenUnsatisfiable}'), `{${topologyKey}, ${whenUnsatisfiable}}`),
      );
    if (minDomains !== undefined) {
      errors.push(...positive(child(place, 'minDomains'), minDomains));
      if (whenUnsatisfiable !== 'DoNotSchedule')
        errors.push(
          invalidValue(
            child(place, 'minDomains'),
            minDomains,
            `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`,
          ),
        );
    }
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'])
      if (constraint[field] !== undefined && !POLICIES.includes(constraint[field]))
        errors.push(notSupported(child(place, field), constraint[field], POLICIES));
    errors.push(...validateLabelKeys({ ...constraint, mismatchLabelKeys: [] }, place));
    return [...errors, ...validateSelector(constraint.labelSelector, child(place, 'labelSelector'))];
  });
}
