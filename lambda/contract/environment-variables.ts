/** The environment variables that the constructs set and the functions read. Each is set in one place. */
export const RUNNER_VARIABLES = {
  environmentName: 'MWAAQ_ENVIRONMENT',
  airflowVersion: 'MWAAQ_AIRFLOW_VERSION',
  allowedCommands: 'MWAAQ_ALLOWED_COMMANDS',
  /** A list of `SenderGroup` in JSON; not set where any sender may send all that is allowed. */
  senders: 'MWAAQ_SENDERS',
  /** A `Via`; not set for `cli`. */
  via: 'MWAAQ_VIA',
  /** The role in Airflow of what goes by REST; not set for `cli`. */
  airflowRole: 'MWAAQ_AIRFLOW_ROLE',
  queueUrl: 'MWAAQ_QUEUE_URL',
  deadLetterQueueUrl: 'MWAAQ_DEAD_LETTER_QUEUE_URL',
  recordsTable: 'MWAAQ_RECORDS_TABLE',
  recordsRetentionDays: 'MWAAQ_RECORDS_RETENTION_DAYS',
  commandTimeoutMs: 'MWAAQ_COMMAND_TIMEOUT_MS',
  unknownDagPatienceMs: 'MWAAQ_UNKNOWN_DAG_PATIENCE_MS',
  /**
   * `host:port` to connect to instead of the web server's own address; its name and its certificate
   * are checked all the same. For the local stack and tests; no construct sets it.
   */
  webServerAddress: 'MWAAQ_WEB_SERVER_ADDRESS',
} as const;

/** What the upload trigger function reads. */
export const UPLOAD_TRIGGER_VARIABLES = {
  environmentName: 'MWAAQ_ENVIRONMENT',
  queueUrl: 'MWAAQ_QUEUE_URL',
  /** An `UploadRule` in JSON. */
  rule: 'MWAAQ_UPLOAD_RULE',
  /** The bucket's name, to reconcile it with what was heard of. */
  bucketName: 'MWAAQ_UPLOAD_BUCKET',
  /** The standard queue that the events of uploads come through. */
  uploadsQueueUrl: 'MWAAQ_UPLOADS_QUEUE_URL',
  uploadsTable: 'MWAAQ_UPLOADS_TABLE',
  uploadsRetentionDays: 'MWAAQ_UPLOADS_RETENTION_DAYS',
  /** Set only where the rule gathers batches. */
  manifestBucketName: 'MWAAQ_MANIFEST_BUCKET',
} as const;

/** What the event trigger function reads. */
export const EVENT_TRIGGER_VARIABLES = {
  environmentName: 'MWAAQ_ENVIRONMENT',
  queueUrl: 'MWAAQ_QUEUE_URL',
  /** An `EventRule` in JSON. */
  rule: 'MWAAQ_EVENT_RULE',
} as const;

/**
 * Reads one variable that the construct always sets.
 *
 * @throws Error when it is missing, which is a fault of the deployment, not of a message
 */
export function requireVariable(variables: NodeJS.ProcessEnv, name: string): string {
  const value = variables[name];
  if (value === undefined || value === '') {
    throw new Error(
      `environment variable ${name} is not set: deploy the function with the construct`,
    );
  }
  return value;
}
