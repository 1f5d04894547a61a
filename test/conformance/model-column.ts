import { Bench } from './bench';
import { MODEL_VERSIONS, modelSubject } from './model-subject';
import { CASE_NAMES, suiteFor } from './suite';

/** Which versions of the model do what each case expects, in words, by the case's name. */
export async function modelColumn(): Promise<ReadonlyMap<string, string>> {
  const failing = new Map<string, string[]>();
  const missing = new Map<string, string[]>();
  for (const version of MODEL_VERSIONS) {
    const suite = new Map(suiteFor(version));
    const bench = await Bench.start(modelSubject(version));
    for (const name of CASE_NAMES) {
      const check = suite.get(name);
      if (check === undefined) add(missing, name, version);
      else if (!(await holds(() => check(bench, () => {})))) add(failing, name, version);
    }
    await bench.stop();
  }
  return new Map(CASE_NAMES.map((name) => [name, words(failing.get(name), missing.get(name))]));
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
