import { RecordChangedError } from '../../lambda/contract/errors';
import {
  type CommandRecord,
  type EnvironmentRecord,
  environmentRecordId,
} from '../../lambda/contract/record';
import type { Records } from '../../lambda/runner/ports';

type AnyRecord = CommandRecord | EnvironmentRecord;

export interface FakeRecords extends Records {
  /** What the table holds, by id. */
  readonly table: Map<string, AnyRecord>;
  /** The ids that were read, in order. */
  readonly read: string[];
  /** What was written, in order. */
  readonly saved: AnyRecord[];
}

interface FakeRecordsSetting {
  readonly before?: readonly AnyRecord[];
  /** What the reads and writes meet, in order; those beyond, and `undefined`, meet nothing. */
  readonly failures?: { readonly find?: Failures; readonly save?: Failures };
  /** Where the calls are noted, in order with the other fakes'. */
  readonly journal?: string[];
}

type Failures = readonly (Error | undefined)[];

/** A table in memory that takes a record only in place of the one before, as the real one. */
export function fakeRecords(setting: FakeRecordsSetting = {}): FakeRecords {
  const { before = [], failures = {}, journal = [] } = setting;
  const left = { find: [...(failures.find ?? [])], save: [...(failures.save ?? [])] };
  const table = new Map(before.map((record) => [record.id, record]));
  const read: string[] = [];
  const saved: AnyRecord[] = [];
  const failNext = (call: 'find' | 'save') => {
    const failure = left[call].shift();
    if (failure !== undefined) throw failure;
  };
  const find = async (id: string) => {
    read.push(id);
    failNext('find');
    return table.get(id);
  };
  return {
    table,
    read,
    saved,
    find: async (id) => (await find(id)) as CommandRecord | undefined,
    findEnvironment: async (name) =>
      (await find(environmentRecordId(name))) as EnvironmentRecord | undefined,
    async save(record) {
      failNext('save');
      // As the real one knows a write of its own whose answer was lost.
      if (table.get(record.id) === record) return;
      const version = table.get(record.id)?.version ?? 0;
      if (record.version !== version + 1) {
        throw new RecordChangedError(`record ${record.id} has version ${version}`);
      }
      table.set(record.id, record);
      saved.push(record);
      journal.push(`save ${record.state}`);
    },
  };
}
