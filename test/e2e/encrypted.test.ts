import { expect, it } from 'vitest';
import { toBusEvent } from '../../local/stack/bus-event';
import { busArn } from '../../local/stack/event-buses';
import { useBench } from '../support/faults/use-bench';

const bench = useBench({
  environment: {
    encryptionKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    uploads: [{ name: 'files', dagId: 'load', batch: { windowSeconds: 60 } }],
    events: [{ name: 'ordered', pattern: { source: ['shop'] }, trigger: { dagId: 'orders' } }],
  },
});

it('an environment with a key of its own runs here as any other', async () => {
  bench.run.stack.buses.put(busArn('default'), toBusEvent('shop', 'Ordered', {}));
  await bench.drain();

  expect(await bench.airflow.dagRuns('orders')).toHaveLength(1);
});
