/** What has parentheses: `pods(…)`, `count(…)`, `condition(…)`, `event(…)`, `actor(…)`. */
import type { Condition, KubeObject } from '../kube/object.ts';
import { conditionOf } from '../kube/object.ts';
import { EVENT_TYPES } from '../log/event.ts';
import type { PodLife } from '../projections/podLife.ts';
import type { Story } from '../projections/story.ts';
import type { Saying } from '../timeline/sayings.ts';
import type { AskedScope } from './compile.ts';
import { type Argument, type Call, Fault } from './expression.ts';
import { filtersOf } from './filters.ts';
import { hint } from './nearest.ts';
import { podLeaf } from './podLeaf.ts';
import { referenceOf } from './reference.ts';
import { entryLeaf, type Leaf, objectLeaf, seriesLeaf, whileThere } from './signal.ts';
import { type Target, targetOf } from './target.ts';
import { fits, type Type, type Value } from './value.ts';
import { FUNCTIONS, type FunctionName, podsOf, WORDS } from './words.ts';

interface Called {
  readonly type: Type;
  readonly leaf: Leaf;
}

/** @throws Fault where there is no such function, or no such thing as it asks for. */
export function callOf(call: Call, scope: AskedScope): Called {
  const { name, target } = named(call, scope);
  if (call.field !== undefined && name !== 'condition')
    throw new Fault(call.at + call.name.length, `.${call.field}`, 'nothing after the parenthesis');
  return CALLS[name](call, target, scope);
}

/** `web.pods`: the function's name stands last, after the object it is asked of. */
function named({ name: text, at }: Call, { story }: AskedScope): { name: FunctionName; target: Target | undefined } {
  const { names, fields } = referenceOf(text, at);
  const last = fields[fields.length - 1];
  const name = String(fields.length === 0 ? names.join('/') : last).toLowerCase();
  const known = FUNCTIONS.find(one => one.name === name);
  if (known === undefined || fields.length > 1) {
    const word = WORDS.some(one => one.name === name);
    throw new Fault(
      at,
      word
        ? `${text} takes nothing in parentheses`
        : `${text} is no function${hint(
            name,
            FUNCTIONS.map(one => one.name),
          )}`,
    );
  }
  return { name: known.name, target: fields.length === 0 ? undefined : targetOf(names, story, at) };
}

const CALLS: {
  readonly [Name in FunctionName]: (call: Call, target: Target | undefined, scope: AskedScope) => Called;
} = {
  pods({ args, at }, target, { story }) {
    const workload = target === undefined ? undefined : workloadOf(target, at);
    const lives = workload === undefined ? livesIn(story) : podsOf(workload);
    const leaf = podLeaf(story, { lives, ...filtersOf(args, story), finished: true });
    return { type: 'number', leaf: workload === undefined ? leaf : whileThere(workload, leaf) };
  },
  count({ args, at }, target, scope) {
    const { story } = scope;
    const workload = workloadOf(target ?? scope.subject(at), at);
    const leaf = podLeaf(story, { lives: podsOf(workload), ...filtersOf(args, story), finished: false });
    return { type: 'number', leaf: whileThere(workload, leaf) };
  },
  condition(call, target, scope) {
    const type = only(call, 'a type of condition, as condition(Available)');
    const read = readOf(call);
    const { key, workload } = target ?? scope.subject(call.at);
    if (workload === undefined)
      return { type: 'any', leaf: objectLeaf(scope.story, key, object => read(conditionLike(object, type))) };
    const known = [...new Set([...workload.conditions.keys(), ...USUAL])];
    const found = known.find(one => one.toLowerCase() === type.toLowerCase());
    if (found === undefined)
      throw new Fault(call.args[0]!.at, `no condition ${type} is ever there${hint(type, known)}`);
    const steps = workload.conditions.get(found);
    return { type: 'any', leaf: seriesLeaf(workload, steps === undefined ? [] : [steps], p => read(steps?.at(p))) };
  },
  event(call, target, { story }) {
    const type = only(call, 'a type of event, as event(ScaledDown)');
    if (!EVENT_TYPES.some(known => fits(known, type)))
      throw new Fault(call.args[0]!.at, `no event is called ${type}${hint(type, EVENT_TYPES)}`);
    const says = ({ types }: Saying) => types.some(one => fits(one, type));
    return { type: 'truth', leaf: entryLeaf(story, says, target?.key) };
  },
  actor(call, target, { story }) {
    const name = only(call, 'an actor, as actor(kubectl*)');
    return { type: 'truth', leaf: entryLeaf(story, ({ actor }) => fits(actor, name), target?.key) };
  },
};

/** One by one: `flat` takes three times as long. */
function livesIn({ pods }: Story): PodLife[] {
  const all: PodLife[] = [];
  for (const lives of pods.values()) for (let i = 0; i < lives.length; i++) all.push(lives[i]!);
  return all;
}

/** Conditions that a workload may have without ever having had it in this log. */
const USUAL = ['Available', 'Progressing', 'ReplicaFailure'];

function workloadOf({ key, workload }: Target, at: number) {
  if (workload === undefined) throw new Fault(at, `${key} is no workload, so it has no pods of its own`);
  return workload;
}

function only({ args, name, at }: Call, expected: string): string {
  const [argument, second] = args;
  if (argument === undefined) throw new Fault(at + name.length + 1, 'nothing', expected);
  const wrong: Argument | undefined = second ?? (argument.key === undefined ? undefined : argument);
  if (wrong !== undefined) throw new Fault(wrong.at, wrong.key ?? wrong.value, `only ${expected}`);
  return argument.value;
}

const CONDITION_FIELDS = ['status', 'reason', 'message', 'lastTransitionTime', 'lastUpdateTime'] as const;

/** A condition that is not there has no status: an empty text. */
function readOf({ field = 'status', name, at }: Call): (condition: Condition | undefined) => Value {
  const known = CONDITION_FIELDS.find(one => one.toLowerCase() === field.toLowerCase());
  if (known === undefined)
    throw new Fault(at + name.length, `a condition has no ${field}${hint(field, CONDITION_FIELDS)}`);
  return condition => (condition?.[known] as string | undefined) ?? null;
}

const conditionLike = (object: KubeObject, type: string): Condition | undefined =>
  conditionOf(object, type) ??
  (object.status?.conditions as readonly Condition[] | undefined)?.find(one => fits(one.type, type));
