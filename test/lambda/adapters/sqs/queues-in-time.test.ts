import { describe, expect, it } from 'vitest';
import { createQueues } from '../../../../lambda/adapters/sqs/queues';
import type { Queues } from '../../../../lambda/runner/ports';
import { deliveryOf, ENVIRONMENT } from '../../../support/deliveries';
import { hangingSqs } from '../../../support/hanging-aws';

describe('a call that SQS does not answer fails after five seconds', () => {
  const delivery = deliveryOf('version');
  const deadLetter = {
    outcome: 'failed',
    reason: 'no',
    id: 'x',
    firstSeen: '',
    attempts: 1,
    proof: 'writer-1',
  } as const;

  it.each<[string, (queues: Queues) => Promise<void>]>([
    ['hiding a message', (queues) => queues.hideFor(delivery, 5)],
    ['a dead letter', (queues) => queues.sendDeadLetter(delivery, 'version', deadLetter)],
    [
      'a dead letter that is sent on',
      (queues) => queues.sendOn(delivery, { id: 'x', attempts: 1, attribute: '{}' }),
    ],
  ])('%s', async (_title, call) => {
    const { sqs, queueUrl, limits } = await hangingSqs();
    const queues = createQueues(sqs, {
      environmentName: ENVIRONMENT,
      queueUrl,
      deadLetterQueueUrl: queueUrl,
    });
    await expect(call(queues)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(limits.mock.calls).toStrictEqual([[5000]]);
  });
});
