/** A query of CloudWatch's Logs Insights over what the functions log. */
export interface LogQuery {
  /** The construct's. */
  readonly id: string;
  readonly name: string;
  /** Whose logs: the runner's, and those of the triggers of uploads or of all. */
  readonly of: 'runner' | 'uploads' | 'all';
  readonly text: string;
}

/**
 * What people ask when something is not as it should be.
 *
 * Source of the syntax: Amazon CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax". What is to be
 * replaced stands in capitals.
 */
export const QUERIES: readonly LogQuery[] = [
  {
    id: 'Failed',
    name: 'What failed, and why',
    of: 'runner',
    text: `fields @timestamp, outcome, failure, verb, dagId, reason, commandId, attempt
| filter outcome in ["failed", "refused", "unknown"]
| sort @timestamp desc
| limit 200`,
  },
  {
    id: 'Slowest',
    name: 'Slowest commands',
    of: 'runner',
    text: `fields @timestamp, cliMs, mintMs, waitingMs, outcome, verb, dagId, commandId
| filter ispresent(cliMs)
| sort cliMs desc
| limit 50`,
  },
  {
    id: 'Command',
    name: 'One command, by its id',
    of: 'all',
    text: `fields @timestamp, message, outcome, reason, attempt, runId, stdout, stderr
| filter commandId = "COMMAND-ID"
| sort @timestamp asc
| limit 1000`,
  },
  {
    id: 'Upload',
    name: 'What an upload became, by its key',
    of: 'uploads',
    text: `fields @timestamp, message, write, why, batchId, commandId, outcome, reason, runId
| filter key = "KEY" or command like "KEY"
| sort @timestamp asc
| limit 1000`,
  },
  {
    id: 'Held',
    name: 'What was held, and why',
    of: 'runner',
    text: `fields @timestamp, trouble, reason, attempt, waitingMs, verb, dagId, commandId
| filter outcome = "held"
| sort @timestamp desc
| limit 200`,
  },
  {
    id: 'Errors',
    name: 'Errors of the functions',
    of: 'all',
    text: `fields @timestamp, message, error.name, error.message, @message, @log
| filter level = "ERROR" or (level = "WARN" and not ispresent(outcome)) or @message like /Task timed out|Runtime exited/
| sort @timestamp desc
| limit 200`,
  },
];
