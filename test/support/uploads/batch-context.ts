import type { OutgoingMessage } from '../../../lambda/contract/command-sender';
import type { BatchRule } from '../../../lambda/contract/upload-rule';
import type { OpenBatch } from '../../../lambda/upload-trigger/ports';
import { asPorts, memoryTable } from './memory-table';
import { ruleOf } from './uploads';

export const NOW = Date.parse('2026-03-01T10:00:00Z');

/** What a rule that gathers batches works with, in memory; the batches are b1, b2 and so on, the time stands. */
export function batchContext(batch: BatchRule) {
  const timers: (readonly [string, number])[] = [];
  const sent: OutgoingMessage[] = [];
  const manifests = new Map<string, string>();
  const clock = { now: NOW };
  let batches = 0;
  const context = {
    rule: { ...ruleOf(), batch },
    batches: asPorts(memoryTable()),
    queue: {
      async startTimer({ batchId }: OpenBatch, seconds: number) {
        timers.push([batchId, seconds]);
      },
    },
    manifests: {
      bucket: 'manifests',
      async write(key: string, text: string) {
        manifests.set(key, text);
      },
    },
    async send(message: OutgoingMessage) {
      sent.push(message);
    },
    time: {
      now: () => clock.now,
      fitsCall: () => true,
      checkCall() {},
      async pause() {},
    },
    log: { info() {}, warn() {} },
    newBatchId: () => `b${++batches}`,
  };
  return { context, clock, timers, sent, manifests };
}
