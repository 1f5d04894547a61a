import { InvalidMessageError } from './errors';
import { type Expiry, readExpiry } from './expiry';
import { isJsonObject, parseExactJson } from './json';
import { MAX_BODY_BYTES } from './limits';
import { describe, type Fields, readObject, readString } from './message-fields';
import { FORMS, isId, MESSAGE_FIELDS } from './message-rules';

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
  const fields = readObject(parseJson(text), 'the message', Object.keys(MESSAGE_FIELDS));
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
  const present = FORMS.filter((form) => fields[form] !== undefined);
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
  if (!MESSAGE_FIELDS.command.pattern.test(text)) {
    throw new InvalidMessageError(
      'the command is empty: send for example "dags trigger my_dag", without "airflow"',
    );
  }
  return { form: 'command', command: text };
}

function readArgv(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every((v) => typeof v === 'string')) {
    throw new InvalidMessageError(
      `argv is ${describe(value)}: give ${MESSAGE_FIELDS.argv.allowed}`,
    );
  }
  return value;
}

function readTrigger(value: unknown): TriggerRequest {
  const fields = readObject(value, 'trigger', Object.keys(MESSAGE_FIELDS.trigger.fields));
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
      `trigger.conf is ${describe(value)}: give ${MESSAGE_FIELDS.trigger.fields.conf.allowed}`,
    );
  }
  return value;
}

function readId(value: unknown): string {
  const id = readString(value, 'id');
  if (!isId(id)) {
    throw new InvalidMessageError(
      `id ${JSON.stringify(id.slice(0, 200))} has ${id.length} characters: use ${MESSAGE_FIELDS.id.allowed}`,
    );
  }
  return id;
}

function readSource(value: unknown): string {
  const source = readString(value, 'source');
  const { pattern, maxLength, allowed } = MESSAGE_FIELDS.source;
  if (source.length > maxLength || !pattern.test(source)) {
    throw new InvalidMessageError(
      `source ${JSON.stringify(source.slice(0, 60))} is not allowed: use ${allowed}`,
    );
  }
  return source;
}
