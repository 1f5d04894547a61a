import { DAY_MS, DAY_SECONDS } from './time-units';

/** Largest message body, in bytes. SQS allows 1 MiB; a CLI command that large has no use. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Largest body of a dead letter, in bytes: SQS's 1 MiB, less room for the attribute with the reason. */
export const MAX_DEAD_LETTER_BYTES = 1024 * 1024 - 16 * 1024;

/** Longest reason in a dead letter, in characters: some quote what the sender wrote. */
export const MAX_REASON_LENGTH = 2000;

/** The longest that SQS keeps a message, in days. */
export const SQS_RETENTION_DAYS = 14;

/** Longest that a command may say it waits before it is stale, in seconds: SQS keeps none longer. */
export const MAX_EXPIRY_SECONDS = SQS_RETENTION_DAYS * DAY_SECONDS;

/** Longest that a trigger may wait for its DAG, in seconds: longer than a day is no new DAG file, and nothing behind it runs. */
export const MAX_UNKNOWN_DAG_PATIENCE_SECONDS = DAY_SECONDS;

/** Longest `id`, in characters: the same as SQS's message group and deduplication ids. */
export const MAX_ID_LENGTH = 128;

/** Longest `source`, in characters: it stands before `id` in the run ids that are derived from the two. */
export const MAX_SOURCE_LENGTH = 40;

/**
 * Longest run id, in characters. The column holds 250, but a task log folder `run_id=<id>` of more than
 * 255 bytes fails the run (seen with Airflow 2.11.2 and 3.3.1).
 */
export const MAX_RUN_ID_LENGTH = 248;

/** Longest DAG id, in characters (Airflow's `dag.dag_id` column). */
export const MAX_DAG_ID_LENGTH = 250;

/** Longest argument a Linux process accepts, in bytes (MAX_ARG_STRLEN), less its terminating zero. */
export const MAX_ARGUMENT_BYTES = 128 * 1024 - 1;

/**
 * The parts of one command's time, in seconds. The runner's time-out must hold all of them:
 * mint + 2 × command + confirm + margin.
 */
export const MINT_SECONDS = 10;
export const CONFIRM_SECONDS = 30;
export const MARGIN_SECONDS = 10;

/** Default deadline of one POST, in seconds: a little over the web server's own minute. */
export const DEFAULT_COMMAND_SECONDS = 65;

/**
 * Deadline of one request by REST, in seconds: a little over the 10 after which MWAA itself ends it (Amazon MWAA User
 * Guide, "Using the Apache Airflow REST API"). Version, request and confirmation fit beside the least `command`.
 */
export const REST_SECONDS = 12;

/** Longest `Path` of InvokeRestApi, in characters (Amazon MWAA API reference). */
export const MAX_REST_PATH_LENGTH = 64;

/** Most requests by REST a second and environment (Amazon MWAA User Guide, "Using the Apache Airflow REST API"). */
export const REST_PER_SECOND = 10;

/** Rows asked for at once: Airflow's own limit, `[api] maximum_page_limit`. */
export const REST_PAGE_ROWS = 100;

/** Most rows that are listed by REST: a hundred requests, which take ten seconds at the least. */
export const MAX_REST_ROWS = 10_000;

/** Lambda's longest time-out, in seconds. */
export const MAX_FUNCTION_SECONDS = 900;

/**
 * A function's memory, in MB: the runner has 95 MB after a hundred commands, and 116 MB after an answer of 4 MB, to
 * which Lambda adds its own.
 */
export const FUNCTION_MB = 256;

/** SQS's longest visibility time-out, in seconds. */
export const MAX_VISIBILITY_SECONDS = 12 * 3600;

/** AWS asks for a visibility time-out of at least six times the function's time-out. */
export const VISIBILITY_FACTOR = 6;

/** A token lives 60 seconds (MWAA User Guide, "Creating an Apache Airflow CLI token"); used while younger. */
export const TOKEN_MAX_AGE_MS = 45_000;

/** How long the runner's start may take to prepare the first command, in milliseconds; Lambda ends one of ten seconds. */
export const WARM_UP_MS = 2000;

/** How long the version that GetEnvironment told is believed. */
export const VERSION_MAX_AGE_MS = 10 * 60_000;

/** Largest answer read from the web server, in bytes: base64 of about 3 MB of output. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Longest wait before a held environment is tried again, in seconds. */
export const MAX_HOLD_SECONDS = 300;

/** How long a message waits for an environment in trouble before it goes to the dead-letter queue. */
export const MAX_HELD_MS = 3 * DAY_MS;

/** How often a command that is safe to repeat is tried when its answers come too late. */
export const MAX_LATE_ANSWERS = 10;

/** How often a command that is safe to repeat is tried when its answers make no sense. */
export const MAX_SENSELESS_ANSWERS = 3;

/** How often a command that is safe to repeat is begun again after the function has died. */
export const MAX_CRASHES = 5;

/** How often SQS hands a message out before it gives up, its largest: a backstop, the runner decides long before. */
export const SQS_MAX_RECEIVES = 1000;

/**
 * Beyond so many deliveries a message is not run any more, and goes to the dead-letter queue. Held ones
 * come 960 times at most. After `SQS_MAX_RECEIVES`, SQS itself would act, without a reason or a record: it is left to
 * that only where reading the message, which is pure, or opening its record ends the function each time.
 */
export const MAX_RECEIVES = 980;

/** Most items that DynamoDB reads in one call (API reference, BatchGetItem). */
export const DYNAMODB_READ_ITEMS = 100;

/** How long one call of SQS or DynamoDB may take, in milliseconds, with the SDK's own retries. */
export const CALL_MS = 5000;

/** Largest part of one output stream that a record keeps, in bytes after gzip; an item holds 400 KB. */
export const MAX_RECORDED_OUTPUT_BYTES = 128 * 1024;

/** Longest command that a record, an event and a log line show, in characters. */
export const MAX_SHOWN_COMMAND_LENGTH = 2048;

/** Longest part of an output stream that an event and a log line show, in characters. */
export const MAX_SHOWN_OUTPUT_LENGTH = 2048;

/**
 * Least days that a record is kept: SQS keeps a message 14 days and a dead letter another 14, and what
 * comes back then must still find its record.
 */
export const MIN_RECORD_RETENTION_DAYS = 30;

/** The runner's own visibility time-out at start: the time it has left, and this, in seconds. */
export const VISIBILITY_GRACE_SECONDS = 30;
