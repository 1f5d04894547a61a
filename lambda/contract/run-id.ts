import type { TextRule } from './field-rules';
import { MAX_RUN_ID_LENGTH } from './limits';

/** Prefixes by which Airflow itself tells run types apart; refused for triggered runs by Airflow 3. */
const RESERVED_PREFIXES = [
  'scheduled',
  'backfill',
  'dataset_triggered',
  'asset_triggered',
  'asset_materialization',
].map((type) => `${type}__`);

const CHARACTERS = 'A-Z a-z 0-9 _ . ~ : + -, and do not begin with -';

/**
 * Airflow's default `[scheduler] allowed_run_id_pattern` (2.6.3 and later). One that begins with a dash
 * would be read as a flag.
 */
export const RUN_ID = {
  type: 'string',
  pattern: /^[A-Za-z0-9_.~:+][A-Za-z0-9_.~:+-]*$/,
  maxLength: MAX_RUN_ID_LENGTH,
  refusedPrefixes: RESERVED_PREFIXES,
  allowed: `1 to ${MAX_RUN_ID_LENGTH} of ${CHARACTERS}`,
} as const satisfies TextRule;

/** What a run id cannot have, one or more of them. */
export const NOT_OF_RUN_ID = /[^A-Za-z0-9_.~:+-]+/g;

/** The prefix that Airflow keeps for its own runs, if a run id has one. */
export function reservedPrefixOf(runId: string): string | undefined {
  return RESERVED_PREFIXES.find((prefix) => runId.startsWith(prefix));
}

/** Says what is wrong with a run id that a sender chose, or nothing when Airflow will take it. */
export function faultOfRunId(runId: string): string | undefined {
  if (runId.length > RUN_ID.maxLength) {
    return `run id has ${runId.length} characters: at most ${RUN_ID.maxLength} are allowed`;
  }
  const shown = JSON.stringify(runId);
  if (!RUN_ID.pattern.test(runId)) return `run id ${shown} is not allowed: use ${CHARACTERS}`;
  const reserved = reservedPrefixOf(runId);
  if (reserved === undefined) return undefined;
  return `run id ${shown} begins with ${reserved}, which Airflow keeps for its own runs: choose another prefix`;
}
