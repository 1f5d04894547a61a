import { Bench } from './bench';
import { MODEL_VERSIONS, modelSubject } from './model-subject';
import { RestBench } from './rest/bench';
import { REST_CASE_NAMES, REST_SUITE, REST_VERSIONS } from './rest/suite';
import { CASE_NAMES, suiteFor } from './suite';

/** Which versions of the model do what each case expects, in words, by the case's name. */
export async function modelColumn(): Promise<ReadonlyMap<string, string>> {
  const commands = await columnOf(CASE_NAMES, MODEL_VERSIONS, async (version) => {
    const bench = await Bench.start(modelSubject(version));
    return checksOf(bench, suiteFor(version));
  });
  const requests = await columnOf(REST_CASE_NAMES, REST_VERSIONS, async (version) => {
    const bench = await RestBench.start(modelSubject(version));
    return checksOf(bench, REST_SUITE);
  });
  return new Map([...commands, ...requests]);
}

/** The checks of one version, by the names of their cases. */
interface Checks {
  readonly checks: ReadonlyMap<string, () => Promise<void>>;
  readonly stop: () => Promise<void>;
}

type Suite<B> = readonly (readonly [string, (bench: B, observe: () => void) => Promise<void>])[];

function checksOf<B extends { stop(): Promise<void> }>(bench: B, suite: Suite<B>): Checks {
  return {
    checks: new Map(suite.map(([name, check]) => [name, () => check(bench, () => {})])),
    stop: () => bench.stop(),
  };
}

async function columnOf(
  names: readonly string[],
  versions: readonly string[],
  start: (version: string) => Promise<Checks>,
): Promise<readonly (readonly [name: string, words: string])[]> {
  const failing = new Map<string, string[]>();
  const missing = new Map<string, string[]>();
  for (const version of versions) {
    const { checks, stop } = await start(version);
    for (const name of names) {
      const check = checks.get(name);
      if (check === undefined) add(missing, name, version);
      else if (!(await holds(check))) add(failing, name, version);
    }
    await stop();
  }
  return names.map((name) => [name, words(failing.get(name), missing.get(name))]);
}

async function holds(check: () => Promise<void>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch {
    return false; // an expectation that the model did not meet: the matrix says which version
  }
}

function add(versions: Map<string, string[]>, name: string, version: string): void {
  versions.set(name, [...(versions.get(name) ?? []), version]);
}

function words(failing: readonly string[] = [], missing: readonly string[] = []): string {
  const parts = [
    failing.length === 0 ? 'all' : `all but ${failing.join(', ')}`,
    ...(missing.length === 0 ? [] : [`does not apply to ${missing.join(', ')}`]),
  ];
  return parts.join('; ');
}
