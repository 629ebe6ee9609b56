import { type Log, readStory, type Story, Timeline, type WorkloadStory } from '@playhead/core';
import { type Scenario, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { type Divergence, firstDivergence, inMeaning } from './divergence.ts';
import { type Measures, measure } from './measures.ts';
import { patchScenario } from './patches.ts';

/** Two strategies in one world: what each cost, per workload, and where they part. */
export interface Comparison {
  readonly scenario: string;
  readonly seed: number;
  readonly workloads: readonly ComparedWorkload[];
  /** Undefined where both did the same to the end. */
  readonly divergence: Divergence | undefined;
  /** Both runs. */
  readonly logs: { readonly a: Log; readonly b: Log };
  /** What was read of them to measure. */
  readonly stories: { readonly a: Story; readonly b: Story };
  /** Commands that were refused, per side: a strategy that the API server does not accept costs nothing. */
  readonly refused: { readonly a: readonly string[]; readonly b: readonly string[] };
}

/** `a` or `b` undefined: the workload never came to be on that side. */
export interface ComparedWorkload {
  readonly kind: string;
  readonly name: string;
  readonly a: Measures | undefined;
  readonly b: Measures | undefined;
}

/** A mistake in a patch: whose, and what is wrong with it. */
export interface PatchError {
  readonly side: 'a' | 'b';
  readonly message: string;
}

/**
 * Runs the scenario twice with the same seed, once with each patch. Chance is drawn per purpose and per pod in order,
 * so both worlds deal the same luck until the strategies themselves do something else.
 */
export function compareStrategies(
  scenario: Scenario,
  patchA: string,
  patchB: string,
  seed: number = scenario.seed,
): E.Either<PatchError, Comparison> {
  const [a, b] = [patchScenario(scenario, patchA), patchScenario(scenario, patchB)];
  if (E.isLeft(a)) return E.left({ side: 'a', message: a.left });
  if (E.isLeft(b)) return E.left({ side: 'b', message: b.left });
  const [logA, logB] = [simulate(a.right.scenario, { seed }), simulate(b.right.scenario, { seed })];
  const [storyA, storyB] = [readStory(new Timeline(logA)), readStory(new Timeline(logB))];
  const patched = new Set([...a.right.manifests, ...b.right.manifests]);
  return E.right({
    scenario: scenario.name,
    seed,
    workloads: comparedWorkloads(storyA, storyB).filter(
      ({ kind, name }) => kind !== 'Deployment' || patched.has(`${kind}/${name}`),
    ),
    divergence: firstDivergence(logA, logB, inMeaning),
    logs: { a: logA, b: logB },
    stories: { a: storyA, b: storyB },
    refused: { a: refusedIn(storyA), b: refusedIn(storyB) },
  });
}

function comparedWorkloads(a: Story, b: Story): ComparedWorkload[] {
  const keys = new Map([...a.workloads, ...b.workloads].map(({ key, kind, name }) => [key, { kind, name }]));
  const measured = (story: Story, found: WorkloadStory | undefined) =>
    found === undefined ? undefined : measure(story, found);
  return [...keys].map(([key, { kind, name }]) => ({
    kind,
    name,
    a: measured(
      a,
      a.workloads.find(workload => workload.key === key),
    ),
    b: measured(
      b,
      b.workloads.find(workload => workload.key === key),
    ),
  }));
}

/** `kubectl apply -f web.yaml: The Deployment "web" is invalid: …`, the first line of what was said. */
const refusedIn = (story: Story): string[] =>
  story.commands.filter(command => command.refused).map(({ command, said }) => `${command}: ${said}`);
