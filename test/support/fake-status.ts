import type { EnvironmentStatus } from '../../lambda/runner/record/environment-status';

/** A status that notes in the journal what it is told; or throws, each time. */
export function fakeStatus(journal: string[] = [], failure?: Error): EnvironmentStatus {
  const note = async (what: string) => {
    if (failure !== undefined) throw failure;
    journal.push(what);
  };
  return {
    held: (reason) => note(`status held: ${reason}`),
    available: () => note('status available'),
  };
}
