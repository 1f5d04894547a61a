/** Where the functions' own metrics are found in CloudWatch. */
export const METRICS_NAMESPACE = 'MwaaCommandQueue';

/** Their only dimension: each further one would multiply the metrics, and so the bill. Its value is the environment's name. */
export const METRICS_DIMENSION = 'Environment';

/** How a metric is read: of counts the sum, of times how they spread. */
type MetricUnit = 'Count' | 'Milliseconds';

/** A metric as the functions log it and the constructs name it. */
export interface CommandMetric {
  readonly name: string;
  readonly unit: MetricUnit;
}

/** What the runner measures. */
export const METRICS = {
  succeeded: { name: 'CommandsSucceeded', unit: 'Count' },
  failed: { name: 'CommandsFailed', unit: 'Count' },
  /** Of those that failed: Airflow knows no such DAG. */
  failedUnknownDag: { name: 'FailedUnknownDag', unit: 'Count' },
  /** Of those that failed: another run of the DAG has the same logical date. */
  failedRunExists: { name: 'FailedRunExists', unit: 'Count' },
  /** Of those that failed: Airflow did not understand the command. */
  failedNotUnderstood: { name: 'FailedNotUnderstood', unit: 'Count' },
  /** Of those that failed: all else that Airflow said no to. */
  failedOther: { name: 'FailedOther', unit: 'Count' },
  refused: { name: 'CommandsRefused', unit: 'Count' },
  unknown: { name: 'CommandsUnknown', unit: 'Count' },
  /** Tries that gave the command back, for whatever reason. */
  held: { name: 'CommandsHeld', unit: 'Count' },
  /** Of those that were held: the environment takes no commands. */
  environmentTroubles: { name: 'EnvironmentTroubles', unit: 'Count' },
  /** Messages that were acknowledged and not run, since their command has run or is running. */
  duplicatesAvoided: { name: 'DuplicatesAvoided', unit: 'Count' },
  /** From when a message was sent to when its command was begun the last time. */
  queueWait: { name: 'QueueWaitTime', unit: 'Milliseconds' },
  /** Getting a token; 0 with one that is still young enough. */
  mint: { name: 'MintTime', unit: 'Milliseconds' },
  /** From the request to Airflow's answer. */
  cli: { name: 'CliTime', unit: 'Milliseconds' },
  /** Processes of the runner that have begun to work. */
  coldStarts: { name: 'ColdStarts', unit: 'Count' },
} as const satisfies Readonly<Record<string, CommandMetric>>;
