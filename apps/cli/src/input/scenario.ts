import type { MemoryLog } from '@playhead/core';
import { parseScenario, type Scenario, type ScenarioError, simulate } from '@playhead/simulator';
import * as E from 'fp-ts/lib/Either.js';
import { Progress } from '../edge/progress.ts';
import { sanitiseLine } from '../edge/sanitise.ts';
import type { Session } from '../edge/session.ts';
import { Trouble } from '../edge/trouble.ts';
import { readText } from './open.ts';

/** A scenario file. @throws Trouble: `nginx.yaml:14: spec.replicas: expected a whole number, got "three"`. */
export async function readScenario(file: string, session: Session): Promise<Scenario> {
  return scenarioOf(await readText(file, session), file, session);
}

export async function scenarioOf(text: string, place: string, session: Session): Promise<Scenario> {
  const parsed = parseScenario(text, place);
  if (E.isLeft(parsed)) throw mistakes(parsed.left);
  for (const sentence of parsed.right.ignored)
    await session.err.write(`${session.name}: ${sanitiseLine(`${place}: ${sentence}`)}\n`);
  return parsed.right;
}

/** The first mistake is the error; where there are more it says so, and `--verbose` lists them. */
function mistakes([first, ...more]: readonly ScenarioError[]): Trouble {
  if (first === undefined) throw new Error('a scenario was refused without a mistake');
  if (more.length === 0) return new Trouble(mistake(first));
  return new Trouble(`${mistake(first)} (and ${more.length} more: --verbose lists them)`, { cause: more.map(mistake) });
}

const mistake = ({ file, line, path, message }: ScenarioError): string =>
  [`${file}:${line}`, ...(path === '' ? [] : [path]), message].join(': ');

export function simulated(scenario: Scenario, session: Session, seed: number | undefined): MemoryLog {
  const progress = new Progress(session, 'simulating');
  try {
    return simulate(scenario, {
      ...(seed === undefined ? {} : { seed }),
      progress: (_, entries) => progress.count(entries, 'entries', Date.now()),
    });
  } finally {
    progress.end();
  }
}
