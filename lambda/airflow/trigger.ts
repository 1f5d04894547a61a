import { parseArgs } from 'node:util';
import type { AirflowVersion } from '../contract/airflow-version';
import { faultOfDagId } from '../contract/dag-id';
import { RefusedCommandError } from '../contract/errors';
import { hasHugeInteger, isJsonObject, parseExactJson, toAsciiJson } from '../contract/json';
import { MAX_ARGUMENT_BYTES } from '../contract/limits';
import type { TriggerRequest } from '../contract/message';
import { faultOfRunId } from '../contract/run-id';
import { isZonedTime, LOGICAL_DATE } from '../contract/zoned-time';
import type { Trigger } from './dialects/types';
import { deriveRunId } from './run-id';

/** A trigger as its sender gave it; a raw command brings its `conf` as text. */
export interface RequestedTrigger extends Omit<TriggerRequest, 'conf'> {
  readonly conf?: TriggerRequest['conf'] | string;
}

/** The flags of `dags trigger` in every version's spelling. */
const TRIGGER_FLAGS = {
  'run-id': { type: 'string', short: 'r' },
  run_id: { type: 'string' },
  conf: { type: 'string', short: 'c' },
  'exec-date': { type: 'string', short: 'e' },
  exec_date: { type: 'string' },
  'logical-date': { type: 'string', short: 'l' },
  output: { type: 'string', short: 'o' },
  verbose: { type: 'boolean', short: 'v' },
  'no-replace-microseconds': { type: 'boolean' },
} as const;

/**
 * Reads what follows `dags trigger`. The runner writes the command anew in the environment's
 * dialect, so flags that only shape the output are dropped.
 *
 * @throws RefusedCommandError for an unknown flag or another number of DAG ids than one
 */
export function readTriggerArgs(args: readonly string[]): RequestedTrigger {
  const { values, positionals } = parseTriggerArgs(args);
  const [dagId, ...more] = positionals;
  if (dagId === undefined || more.length > 0) {
    throw new RefusedCommandError(
      `dags trigger has ${positionals.length} DAG ids: give exactly one, and quote values with spaces`,
    );
  }
  const runId = values['run-id'] ?? values.run_id;
  const logicalDate = values['logical-date'] ?? values['exec-date'] ?? values.exec_date;
  return {
    dagId,
    ...(values.conf === undefined ? {} : { conf: values.conf }),
    ...(runId === undefined ? {} : { runId }),
    ...(logicalDate === undefined ? {} : { logicalDate }),
  };
}

function parseTriggerArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: TRIGGER_FLAGS, allowPositionals: true });
  } catch (error) {
    throw new RefusedCommandError(`dags trigger: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Checks a trigger and fills in its run id.
 *
 * @throws RefusedCommandError which names the field, the value and what is allowed
 */
export function completeTrigger(request: RequestedTrigger, source: string, id: string): Trigger {
  const runId = request.runId ?? deriveRunId({ source, readable: id, identity: [source, id] });
  const fault = faultOfDagId(request.dagId) ?? faultOfRunId(runId);
  if (fault !== undefined) throw new RefusedCommandError(fault);
  if (request.logicalDate !== undefined) checkLogicalDate(request.logicalDate);
  return {
    dagId: request.dagId,
    runId,
    ...(request.conf === undefined ? {} : { conf: writeConf(request.conf) }),
    ...(request.logicalDate === undefined ? {} : { logicalDate: request.logicalDate }),
  };
}

/**
 * Airflow 3 hands `conf` to a task in a form without longer integers: the task would die before it
 * starts (seen with 3.3.1).
 *
 * @throws RefusedCommandError
 */
export function checkIntegers({ conf }: Trigger, version: AirflowVersion): void {
  if (conf === undefined || version.major < 3 || !hasHugeInteger(conf)) return;
  throw new RefusedCommandError(
    'conf has an integer beyond 64 bits, which Airflow 3 cannot hand to a task: send it as a string',
  );
}

function checkLogicalDate(text: string): void {
  if (isZonedTime(text)) return;
  throw new RefusedCommandError(
    `logical date ${JSON.stringify(text.slice(0, 60))} is not allowed: give ${LOGICAL_DATE.allowed}`,
  );
}

/** The single quote too is escaped, so that the text passes through any quoting unharmed. */
function writeConf(conf: NonNullable<RequestedTrigger['conf']>): string {
  const json = typeof conf === 'string' ? checkConfText(conf) : JSON.stringify(conf);
  const text = toAsciiJson(json).replaceAll("'", '\\u0027');
  if (text.length <= MAX_ARGUMENT_BYTES) return text;
  throw new RefusedCommandError(
    `conf has ${text.length} bytes, at most ${MAX_ARGUMENT_BYTES} are allowed: put the data into S3 and pass its location`,
  );
}

/** Written anew, on one line and digit for digit. The text itself is not shown: it may hold secrets. */
function checkConfText(text: string): string {
  let conf: unknown;
  try {
    conf = parseExactJson(text);
  } catch {
    throw new RefusedCommandError(
      `conf is no JSON: give an object such as '{"key": "value"}', and mind the shell's quotes`,
    );
  }
  if (isJsonObject(conf)) return JSON.stringify(conf);
  throw new RefusedCommandError('conf is JSON but no object: give for example {"key": "value"}');
}
