import { runJsii } from '../jsii';

/** The newest version that a changelog has a heading of; nothing before the first release. */
export function lastRelease(changelog: string): string | undefined {
  return /^## \[(\d+\.\d+\.\d+)\]/m.exec(changelog)?.[1];
}

/** Whether a version may break what another promised, by semantic versioning: before 1.0.0 a minor one may, too. */
export function mayBreak(from: string, to: string): boolean {
  const promise = (version: string) => /^(0\.\d+|\d+)/.exec(version)?.[1];
  return promise(from) !== promise(to);
}

/**
 * Compares the public API of two packages.
 *
 * @param before the folder of the older one
 * @throws Error with what would break an app that uses it
 */
export async function compareApis(before: string, after: string): Promise<void> {
  // All that is exported counts: "experimental" is what the whole package is, before 1.0.0.
  try {
    await runJsii('jsii-diff', ['--error-on', 'all', before, after]);
  } catch (error) {
    const { message } = error as Error;
    const advice = 'put back what is named below, or raise the version in package.json';
    throw new Error(`the API would break apps that use it: ${advice}\n${message}`, {
      cause: error,
    });
  }
}
