/** The `source` of the messages that come from here; it begins the ids and run ids that are derived. */
export const SOURCES = {
  upload: 's3',
  batch: 's3-batch',
  event: 'event',
  schedule: 'schedule',
  commandLine: 'mwaaq',
  /** Of a message that names none. */
  unnamed: 'sqs',
} as const;
