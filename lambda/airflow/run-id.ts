import { createHash } from 'node:crypto';
import { MAX_RUN_ID_LENGTH } from '../contract/limits';

/** What a run id is derived from. The same event gives the same run id, another event another one. */
export interface EventIdentity {
  /** Who caused the event, for example `s3`. */
  readonly source: string;
  /** The part a person recognises the run by, such as a file's name. Need not be unique. */
  readonly readable: string;
  /** All that tells this event from every other one of its source. */
  readonly identity: readonly string[];
}

/** Airflow's default `[scheduler] allowed_run_id_pattern` (2.6.3 and later). */
const RUN_ID_PATTERN = /^[A-Za-z0-9_.~:+-]+$/;

/** Prefixes by which Airflow itself tells run types apart; refused for triggered runs by Airflow 3. */
const RESERVED_PREFIXES = [
  'scheduled',
  'backfill',
  'dataset_triggered',
  'asset_triggered',
  'asset_materialization',
].map((type) => `${type}__`);

const MAX_READABLE_LENGTH = 100;

/** `<source>__<readable part>__<first 16 hex digits of the identity's sha-256>` */
export function deriveRunId(event: EventIdentity): string {
  const source = event.source.replace(/[^A-Za-z0-9_.-]+/g, '_');
  const readable = event.readable
    .replace(/[^A-Za-z0-9_.~:+-]+/g, '_')
    .slice(0, MAX_READABLE_LENGTH);
  const runId = `${source}__${readable}__${hashIdentity(event.identity)}`;
  return RESERVED_PREFIXES.some((prefix) => runId.startsWith(prefix)) ? `mwaaq_${runId}` : runId;
}

/** 16 hex digits that tell one identity from another; the parts' borders count. */
export function hashIdentity(identity: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

/** Says what is wrong with a run id that a sender chose, or nothing when Airflow will take it. */
export function faultOfRunId(runId: string): string | undefined {
  if (runId.length > MAX_RUN_ID_LENGTH) {
    return `run id has ${runId.length} characters: at most ${MAX_RUN_ID_LENGTH} are allowed`;
  }
  const shown = JSON.stringify(runId);
  if (!RUN_ID_PATTERN.test(runId) || runId.startsWith('-')) {
    return `run id ${shown} is not allowed: use A-Z a-z 0-9 _ . ~ : + -, and do not begin with -`;
  }
  const reserved = RESERVED_PREFIXES.find((prefix) => runId.startsWith(prefix));
  if (reserved === undefined) return undefined;
  return `run id ${shown} begins with ${reserved}, which Airflow keeps for its own runs: choose another prefix`;
}
