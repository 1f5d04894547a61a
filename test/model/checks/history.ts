import { gunzipSync } from 'node:zlib';
import type {
  CommandRecord,
  EnvironmentRecord,
  RecordedOutput,
} from '../../../lambda/contract/record';
import type { Delivery } from '../../../lambda/runner/ports';
import type { AnyRecord } from '../aws/dynamodb-client';
import type { Process } from '../aws/process';
import type { World } from '../world';
import { faultOfChange, faultOfEnding, faultOfStatus } from './changes';

export type Ended = Extract<CommandRecord, { readonly state: 'ended' }>;

/** One ending of a command, and when. */
export interface Ending {
  readonly record: Ended;
  readonly at: number;
}

/** All that was ever written into the table of records. */
export class History {
  readonly endings: Ending[] = [];
  /** Messages that met a death or a lost answer, by id. */
  readonly troubled = new Set<string>();
  /** By record, the delivery whose handling wrote it last. */
  private readonly writers = new Map<string, Delivery | undefined>();

  constructor(private readonly world: World) {}

  /** @param before what the record replaces */
  add(process: Process, record: AnyRecord, before: AnyRecord | undefined): void {
    const { watch } = this.world;
    watch.note(`${process.name}: writes ${tell(record)}`);
    watch.lookForLeaks('a record', { ...record, ...outputOf(record) });
    const fault =
      'attempts' in record
        ? this.addCommand(process, record, before as CommandRecord | undefined)
        : faultOfStatus(record, before as EnvironmentRecord | undefined);
    if (fault !== undefined) watch.blame('record', `${record.id}: ${fault}`);
  }

  /** A process dies, or an answer is lost to it. */
  noteTrouble({ current }: Process): void {
    if (current !== undefined) this.troubled.add(current.messageId);
  }

  private addCommand(
    { current }: Process,
    record: CommandRecord,
    before: CommandRecord | undefined,
  ): string | undefined {
    const isOwn = before !== undefined && this.writers.get(record.id) === current;
    this.writers.set(record.id, current);
    const fault = faultOfChange(before, record, isOwn, current);
    if (record.state !== 'ended') return 'event' in record ? 'it is announced too early' : fault;
    this.endings.push({ record, at: Date.now() });
    this.world.order.finish(record.messageId);
    return fault ?? faultOfEnding(record);
  }
}

function tell(record: AnyRecord): string {
  const outcome = 'outcome' in record ? ` ${record.outcome}` : '';
  const reason = 'reason' in record && record.reason ? `: ${record.reason}` : '';
  return `record ${record.id}, version ${record.version}: ${record.state}${outcome}${reason}`;
}

/** What Airflow printed, as the record keeps it, to be looked through. */
function outputOf(record: AnyRecord) {
  const { stdout, stderr } = record as Partial<Ended>;
  const read = (output: RecordedOutput | undefined) =>
    output && gunzipSync(output.gzip).toString('utf8');
  return { stdout: read(stdout), stderr: read(stderr) };
}
