import { InvalidMessageError } from './errors';
import { type Expiry, readExpiry } from './expiry';
import { isJsonObject, parseExactJson } from './json';
import { MAX_BODY_BYTES, MAX_ID_LENGTH } from './limits';
import { describe, type Fields, readObject, readString } from './message-fields';

/** A DAG run to start; the runner writes it in the environment's dialect. */
export interface TriggerRequest {
  readonly dagId: string;
  /** The DAG run's configuration. @default - none */
  readonly conf?: Readonly<Record<string, unknown>>;
  /** @default - derived from the message's source and id */
  readonly runId?: string;
  /** ISO 8601 with a time zone. @default - Airflow's own: now (1.10, 2.x) or none (3.x) */
  readonly logicalDate?: string;
}

/** What a message asks for: exactly one of the three forms. */
export type CommandRequest =
  | { readonly form: 'command'; readonly command: string }
  | { readonly form: 'argv'; readonly argv: readonly string[] }
  | { readonly form: 'trigger'; readonly trigger: TriggerRequest };

/** One message of the commands queue, checked. */
export interface CommandMessage {
  readonly request: CommandRequest;
  /** Idempotency key. @default - the SQS message id, which the runner fills in */
  readonly id?: string;
  /** Who says it sent this, for example `s3`, `schedule`. */
  readonly source?: string;
  /** @default - it waits for its turn however long that takes */
  readonly expires?: Expiry;
}

const MESSAGE_FIELDS = ['command', 'argv', 'trigger', 'id', 'source', 'expires'] as const;
const TRIGGER_FIELDS = ['dagId', 'conf', 'runId', 'logicalDate'] as const;

/** SQS's own characters for group and deduplication ids: letters, digits and ASCII punctuation. */
const ID_PATTERN = /^[!-~]+$/;
const SOURCE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/;

/**
 * Reads a message body: JSON when it starts with `{`, else plain text, which is the command itself.
 *
 * @throws InvalidMessageError which names the field, the value and what is allowed
 */
export function parseMessage(body: string): CommandMessage {
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_BODY_BYTES) {
    throw new InvalidMessageError(
      `the body has ${bytes} bytes, at most ${MAX_BODY_BYTES} are allowed: put large data into S3 and pass its location`,
    );
  }
  const text = body.trim();
  if (!text.startsWith('{')) return { request: readCommand(text) };
  const fields = readObject(parseJson(text), 'the message', MESSAGE_FIELDS);
  return {
    request: readRequest(fields),
    ...(fields.id === undefined ? {} : { id: readId(fields.id) }),
    ...(fields.source === undefined ? {} : { source: readSource(fields.source) }),
    ...(fields.expires === undefined ? {} : { expires: readExpiry(fields.expires) }),
  };
}

/** The parser's own message is not passed on: it quotes the body, which may hold a secret. */
function parseJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw new InvalidMessageError(
      'the body starts with { but is no JSON: send valid JSON, or the command as plain text',
    );
  }
}

function readRequest(fields: Fields): CommandRequest {
  const present = (['command', 'argv', 'trigger'] as const).filter((f) => fields[f] !== undefined);
  if (present.length !== 1) {
    throw new InvalidMessageError(
      `the message has ${present.length === 0 ? 'none' : present.join(' and ')} of command, argv and trigger: give exactly one`,
    );
  }
  if (fields.argv !== undefined) return { form: 'argv', argv: readArgv(fields.argv) };
  if (fields.trigger !== undefined)
    return { form: 'trigger', trigger: readTrigger(fields.trigger) };
  return readCommand(readString(fields.command, 'command'));
}

function readCommand(text: string): CommandRequest {
  if (text.trim() === '') {
    throw new InvalidMessageError(
      'the command is empty: send for example "dags trigger my_dag", without "airflow"',
    );
  }
  return { form: 'command', command: text };
}

function readArgv(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every((v) => typeof v === 'string')) {
    throw new InvalidMessageError(
      `argv is ${describe(value)}: give a list of one or more strings, for example ["dags", "pause", "my_dag"]`,
    );
  }
  return value;
}

function readTrigger(value: unknown): TriggerRequest {
  const fields = readObject(value, 'trigger', TRIGGER_FIELDS);
  return {
    dagId: readString(fields.dagId, 'trigger.dagId'),
    ...(fields.conf === undefined ? {} : { conf: readConf(fields.conf) }),
    ...(fields.runId === undefined ? {} : { runId: readString(fields.runId, 'trigger.runId') }),
    ...(fields.logicalDate === undefined
      ? {}
      : { logicalDate: readString(fields.logicalDate, 'trigger.logicalDate') }),
  };
}

function readConf(value: unknown): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) {
    throw new InvalidMessageError(
      `trigger.conf is ${describe(value)}: give a JSON object, for example {"key": "value"}`,
    );
  }
  return value;
}

function readId(value: unknown): string {
  const id = readString(value, 'id');
  if (!isId(id)) {
    throw new InvalidMessageError(
      `id ${JSON.stringify(id.slice(0, 200))} has ${id.length} characters: use 1 to ${MAX_ID_LENGTH} ASCII letters, digits or punctuation, no spaces`,
    );
  }
  return id;
}

function readSource(value: unknown): string {
  const source = readString(value, 'source');
  if (!SOURCE_PATTERN.test(source)) {
    throw new InvalidMessageError(
      `source ${JSON.stringify(source.slice(0, 60))} is not allowed: use 1 to 40 of A-Z a-z 0-9 _ . -, the first a letter or digit`,
    );
  }
  return source;
}

/** Whether a text may be the id of a command. */
export function isId(text: string): boolean {
  return text.length <= MAX_ID_LENGTH && ID_PATTERN.test(text);
}
