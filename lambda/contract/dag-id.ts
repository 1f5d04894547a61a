import { MAX_DAG_ID_LENGTH } from './limits';

/**
 * Airflow's rule for keys: word characters of any script, dashes and dots (`KEY_REGEX`). One that
 * begins with a dash would be read as a flag.
 *
 * @returns what is wrong with a DAG id and what is allowed, or nothing
 */
export function faultOfDagId(dagId: string): string | undefined {
  if (dagId.length <= MAX_DAG_ID_LENGTH && /^[\p{L}\p{N}_.][\p{L}\p{N}_.-]*$/u.test(dagId)) return;
  return `DAG id ${JSON.stringify(dagId.slice(0, 100))} has ${dagId.length} characters: use 1 to ${MAX_DAG_ID_LENGTH} letters, digits, _ . or -, and do not begin with -`;
}
