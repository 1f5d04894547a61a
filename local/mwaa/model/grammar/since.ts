import type { AirflowVersion } from '../version';
import type { Unmodelled } from './types';

/** A command that came with one version, and perhaps went with another. */
export interface Since extends Unmodelled {
  readonly since: string;
  readonly until?: string;
}

export function entriesOf(
  version: AirflowVersion,
  entries: readonly Since[],
): readonly Unmodelled[] {
  return entries.filter(
    ({ since, until }) =>
      version.atLeast(since) && !(until !== undefined && version.atLeast(until)),
  );
}
