import type { Arrival, GiveBack } from '../arrival';
import { fileId } from '../identity';
import { batchCommandId } from '../trigger-message';
import { shownUpload } from '../upload';
import type { BatchContext } from './context';
import { joinBatch } from './join';

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
