import { fileId } from '../identity';
import type { Delivery } from '../ports';
import type { KeyParts } from '../rule';
import { batchCommandId } from '../trigger-message';
import { shownUpload, type Upload } from '../upload';
import type { BatchContext } from './context';
import { joinBatch } from './join';

/** An upload that counts, and the delivery that brought it. */
export interface Arrival {
  readonly delivery: Delivery;
  readonly upload: Upload;
  readonly parts: KeyParts;
}

/** Told of a delivery that is to be handed out again, and why. */
export type GiveBack = (delivery: Delivery, error: unknown) => void;

/** Puts all uploads of an invocation into the batches of their groups, one group after the other. */
export async function joinBatches(
  arrivals: readonly Arrival[],
  giveBack: GiveBack,
  context: BatchContext,
): Promise<void> {
  const { rule, log } = context;
  const { groupBy } = rule.batch;
  const groups = Map.groupBy(arrivals, ({ parts }) =>
    groupBy === undefined ? undefined : parts[groupBy],
  );
  for (const [group, members] of groups) {
    // An event that came twice in one invocation joins once.
    const byFile = Map.groupBy(members, ({ upload }) => fileId(rule, upload));
    const waiting = new Set(byFile.keys());
    const uploads = [...byFile.values()].flatMap(([first]) => first?.upload ?? []);
    try {
      await joinBatch(uploads, group, context, (joined, batchId) => {
        for (const upload of joined) {
          waiting.delete(fileId(rule, upload));
          const commandId = batchCommandId(batchId);
          log.info('upload joined a batch', { commandId, ...shownUpload(upload), batchId });
        }
      });
    } catch (error) {
      for (const file of waiting) {
        for (const { delivery } of byFile.get(file) ?? []) giveBack(delivery, error);
      }
    }
  }
}
