import { RecordChangedError } from '../../contract/errors';
import { CALL_MS } from '../../contract/limits';
import type { CommandRecord } from '../../contract/record';
import type { Records } from '../ports';

export interface SavingContext {
  readonly records: Records;
  /** Told what went wrong beside the command. */
  readonly warn: (text: string, error: unknown) => void;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** Between two tries of writing a record, beside the SDK's own waits, in milliseconds. */
const PAUSE_MS = 200;

/**
 * Writes what came of a command, and does not give up before time is up: what is not written here is
 * not known any more.
 *
 * @param deadline when this invocation is stopped, in milliseconds since the epoch
 * @throws what the last try threw
 */
export async function saveInTime(
  record: CommandRecord,
  { records, warn, pause }: SavingContext,
  deadline: number,
): Promise<void> {
  for (;;) {
    try {
      return await records.save(record);
    } catch (error) {
      // One more call must fit, and one to SQS after it.
      const isTooLate = Date.now() + PAUSE_MS + 2 * CALL_MS > deadline;
      if (error instanceof RecordChangedError || isTooLate) throw error;
      warn('the record of a command could not be written; it is tried again', error);
      await pause(PAUSE_MS);
    }
  }
}
