import { InternalError } from '../../lambda/contract/errors';
import { REGION } from './account';
import type { Item, TableChange } from './table-changes';

/** What a table's stream tells of each change. */
export type StreamViewType = 'KEYS_ONLY' | 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE';

/** A table's stream as the template declares it. */
export interface TableStream {
  readonly arn: string;
  readonly viewType: StreamViewType;
}

/** One record of a stream, in the form in which a Pipe or a function gets it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly StreamViewType: StreamViewType;
  };
}

type Listener = (record: StreamRecord) => void;

/** The tables' streams, and who listens to them. */
export class TableStreams {
  private readonly streams = new Map<string, TableStream>();
  private readonly listeners = new Map<string, Listener[]>();
  private records = 0;

  add(tableName: string, stream: TableStream): void {
    this.streams.set(tableName, stream);
    this.listeners.set(stream.arn, []);
  }

  /** @throws Error when no table has that stream */
  listen(streamArn: string, listener: Listener): void {
    const listeners = this.listeners.get(streamArn);
    if (listeners === undefined) throw new InternalError(`no table has the stream ${streamArn}`);
    listeners.push(listener);
  }

  /** Tells a change to all who listen to its table's stream. */
  changed(change: TableChange): void {
    const stream = this.streams.get(change.tableName);
    if (stream === undefined) return;
    const record = toRecord(change, stream, ++this.records);
    for (const listener of this.listeners.get(stream.arn) ?? []) listener(record);
  }
}

function toRecord(change: TableChange, { arn, viewType }: TableStream, nth: number): StreamRecord {
  const { keys, before, after } = change;
  const hasNew = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  const hasOld = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  return {
    eventID: nth.toString(16).padStart(32, '0'),
    eventName: after === undefined ? 'REMOVE' : before === undefined ? 'INSERT' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    eventSourceARN: arn,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
      Keys: keys,
      ...(hasNew && after !== undefined ? { NewImage: after } : {}),
      ...(hasOld && before !== undefined ? { OldImage: before } : {}),
      SequenceNumber: String(nth).padStart(21, '0'),
      StreamViewType: viewType,
    },
  };
}
