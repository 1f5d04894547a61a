import { expect, it } from 'vitest';
import { toBusEvent } from '../../local/stack/bus-event';
import { busArn } from '../../local/stack/event-buses';
import { useBench } from '../support/faults/use-bench';

const bench = useBench({
  environment: {
    events: [
      {
        name: 'stopped',
        pattern: { source: ['aws.ec2'], detail: { state: ['stopped'] } },
        trigger: {
          dagId: 'report',
          conf: {
            instance: '{detail.instance-id}',
            text: '{source}: {detail.state}',
            big: '{detail.n}',
          },
        },
      },
      { name: 'whole', pattern: { source: ['shop'] }, trigger: { dagId: 'orders' } },
    ],
  },
});

it('an event starts one run of its DAG, told what the event has, however often it comes', async () => {
  const detail = { 'instance-id': 'i-1 "x"\n', state: 'stopped', n: 3 };
  const stopped = toBusEvent('aws.ec2', 'EC2 Instance State-change Notification', detail);
  const ordered = toBusEvent('shop', 'Ordered', { item: '🚀' });
  for (const event of [stopped, ordered, stopped]) {
    bench.run.stack.buses.put(busArn('default'), event);
  }
  await bench.drain();

  const report = await bench.airflow.dagRuns('report');
  expect(report.map(({ conf }) => conf)).toEqual([
    { instance: 'i-1 "x"\n', text: 'aws.ec2: stopped', big: 3 },
  ]);
  const orders = await bench.airflow.dagRuns('orders');
  expect(orders.map(({ conf }) => conf)).toEqual([{ event: ordered }]);
  expect(report[0]?.runId).toMatch(/^event__stopped__[0-9a-f]{16}$/);
});
