import { toBusEvent } from './bus-event';
import type { EventBuses, QueueTarget } from './event-buses';
import type { Matches } from './event-pattern';
import type { OnStackEvent } from './events';
import type { Transform } from './input-template';
import { type ReadPath, readJsonPath } from './json-path';
import type { StreamRecord } from './table-streams';

/** A Pipe from a table's stream to an event bus, as the template declares it. */
export interface PipeSpec {
  readonly name: string;
  readonly arn: string;
  readonly busArn: string;
  /** A record passes when one matches, or there is none. */
  readonly filters: readonly Matches[];
  /** A text, or a path into the record. */
  readonly source: string;
  readonly detailType: string;
  /** @default - the record itself is the event's detail */
  readonly transform?: Transform | undefined;
  readonly deadLetterQueue?: QueueTarget | undefined;
}

/**
 * Takes a stream's records and puts events on the bus. A record that yields none is told of, and goes
 * to the dead-letter queue at once: it would yield none the next time.
 */
export function createPipe(
  spec: PipeSpec,
  buses: EventBuses,
  onEvent: OnStackEvent,
): (record: StreamRecord) => void {
  const source = textOrPath(spec.source);
  const detailType = textOrPath(spec.detailType);
  return (record) => {
    if (spec.filters.length > 0 && !spec.filters.some((matches) => matches(record))) return;
    try {
      const detail = spec.transform === undefined ? record : spec.transform(record);
      buses.put(spec.busArn, toBusEvent(source(record), detailType(record), detail));
    } catch (error) {
      onEvent({ kind: 'event-lost', sender: spec.name, reason: (error as Error).message });
      if (spec.deadLetterQueue === undefined) return;
      buses.send(spec.name, spec.deadLetterQueue, JSON.stringify(toDeadLetter(record, spec)));
    }
  };
}

function textOrPath(text: string): ReadPath {
  return text.startsWith('$') ? readJsonPath(text) : () => text;
}

/** In the form of a Pipe's dead letters: not the record, but where it stands in the stream. */
function toDeadLetter({ dynamodb, eventSourceARN }: StreamRecord, { arn }: PipeSpec): unknown {
  const arrival = new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString();
  return {
    context: { partnerResourceArn: arn, condition: 'RetryAttemptsExhausted' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000000000000000000-00000000',
      startSequenceNumber: dynamodb.SequenceNumber,
      endSequenceNumber: dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival,
      approximateArrivalOfLastRecord: arrival,
      batchSize: 1,
      streamArn: eventSourceARN,
    },
  };
}
