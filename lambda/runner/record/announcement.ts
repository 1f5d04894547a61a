import type { CliAnswer } from '../../airflow/answer';
import type { FinalOutcome } from '../../contract/dead-letter';
import {
  type EndedRecord,
  EVENT_FIELDS,
  type OutcomeEvent,
  type OutcomeEventType,
  type RecordOfAny,
} from '../../contract/record';
import { showOutput } from './recorded-output';

const COMMAND_EVENTS: Readonly<Record<FinalOutcome, OutcomeEventType>> = {
  succeeded: 'Airflow Command Succeeded',
  failed: 'Airflow Command Failed',
  refused: 'Airflow Command Refused',
  unknown: 'Airflow Command Unknown',
};

/** What the event bus is told of a command that has ended. */
export function announceOutcome(
  record: RecordOfAny & Omit<EndedRecord, 'event'>,
  output: CliAnswer | undefined,
): OutcomeEvent {
  return announce(COMMAND_EVENTS[record.outcome], {
    environment: record.environment,
    id: record.id,
    outcome: record.outcome,
    reason: record.reason,
    command: record.command,
    dagId: record.dagId,
    runId: record.runId,
    source: record.source,
    attempts: String(record.attempts),
    via: record.via,
    sentAt: record.sentAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    stdout: output && showOutput(output.stdout),
    stderr: output && showOutput(output.stderr),
  });
}

/** An event whose every field is there, as the Pipe's template needs it. */
export function announce(
  detailType: OutcomeEventType,
  fields: Readonly<Partial<Record<(typeof EVENT_FIELDS)[number], string | undefined>>>,
): OutcomeEvent {
  const all = EVENT_FIELDS.map((name) => [name, fields[name] ?? '']);
  return { detailType, ...Object.fromEntries(all) } as OutcomeEvent;
}
