import type { TextRule } from './field-rules';
import { MAX_DAG_ID_LENGTH } from './limits';

/**
 * Airflow's rule for keys: word characters of any script, dashes and dots (`KEY_REGEX`). One that
 * begins with a dash would be read as a flag.
 */
export const DAG_ID = {
  type: 'string',
  pattern: /^[\p{L}\p{N}_.][\p{L}\p{N}_.-]*$/u,
  portablePattern: /^([A-Za-z0-9_.]|[^\0-\x7f])([A-Za-z0-9_.-]|[^\0-\x7f])*$/,
  maxLength: MAX_DAG_ID_LENGTH,
  allowed: `1 to ${MAX_DAG_ID_LENGTH} letters, digits, _ . or -, and do not begin with -`,
} as const satisfies TextRule;

/** @returns what is wrong with a DAG id and what is allowed, or nothing */
export function faultOfDagId(dagId: string): string | undefined {
  if (dagId.length <= DAG_ID.maxLength && DAG_ID.pattern.test(dagId)) return;
  return `DAG id ${JSON.stringify(dagId.slice(0, 100))} has ${dagId.length} characters: use ${DAG_ID.allowed}`;
}
