import { faultOfDagId } from '../lambda/contract/dag-id';
import { isWithin, type Range, ruleOf } from '../lambda/contract/range';
import type { AirflowOptions, MwaaStandInOptions } from './types';

/** Every option of an environment; the compiler misses none. */
const KNOWN: { readonly [option in keyof Required<AirflowOptions>]: true } = {
  airflowVersion: true,
  dagIds: true,
  pausedDagIds: true,
  commandDurationMs: true,
  requestDurationMs: true,
};

/**
 * Checks all but the version, which the model itself refuses.
 *
 * @throws Error of one line: the option, its value, and what it may be
 */
export function checkOptions({ environments }: MwaaStandInOptions): void {
  const entries = Object.entries(environments ?? {});
  if (entries.length === 0) {
    throw new Error('environments is empty: name at least one, with its airflowVersion and dagIds');
  }
  for (const [name, options] of entries) {
    const fault = faultOf(options);
    if (fault !== undefined) throw new Error(`environments.${name}.${fault}`);
  }
}

function faultOf(options: AirflowOptions): string | undefined {
  const unknown = Object.keys(options).find((option) => !(option in KNOWN));
  if (unknown !== undefined) {
    return `${unknown} is not known: there are ${Object.keys(KNOWN).join(', ')}`;
  }
  return (
    faultOfDags(options) ??
    faultOfDuration('commandDurationMs', options.commandDurationMs) ??
    faultOfDuration('requestDurationMs', options.requestDurationMs)
  );
}

function faultOfDags({ dagIds, pausedDagIds = [] }: AirflowOptions): string | undefined {
  if (!Array.isArray(dagIds)) {
    return `dagIds is ${JSON.stringify(dagIds)}: give the ids of the DAGs in a list, which may be empty`;
  }
  const fault = dagIds.map(faultOfDagId).find((text) => text !== undefined);
  if (fault !== undefined) return `dagIds: ${fault}`;
  const stranger = pausedDagIds.find((dagId) => !dagIds.includes(dagId));
  if (stranger === undefined) return undefined;
  return `pausedDagIds has ${JSON.stringify(stranger)}, which is not in dagIds: name it there too`;
}

const DURATION: Range = { least: 0, unit: 'milliseconds', takesParts: true };

function faultOfDuration(name: string, ms = 0): string | undefined {
  if (Number.isFinite(ms) && isWithin(ms, DURATION)) return undefined;
  return `${name} is ${JSON.stringify(ms)}: ${ruleOf(DURATION)}`;
}
