import { z } from 'zod';
import { runbookLink } from '../../../lib/monitoring/runbook';
import { seriesOf } from '../../../local/embedded-metrics';
import type { Bench } from './bench';
import { logged } from './seen';

const alarm = z.object({
  AlarmDescription: z.string(),
  MetricName: z.string(),
  Threshold: z.number(),
  ComparisonOperator: z.literal('GreaterThanThreshold'),
});

/** The deployed alarm that has this heading of the runbook. */
export function alarmOf(bench: Bench, heading: string): z.infer<typeof alarm> {
  const one = resources(bench, 'AWS::CloudWatch::Alarm').find((properties) =>
    String(properties?.AlarmDescription).endsWith(runbookLink(heading)),
  );
  if (one === undefined) throw new Error(`no alarm of the template has the heading ${heading}`);
  return alarm.parse(one);
}

/** What the alarm with this heading counts in the functions' logs. */
export function countedBy(bench: Bench, heading: string): number {
  const values = seriesOf(logged(bench))[alarmOf(bench, heading).MetricName] ?? [];
  return values.reduce((sum, value) => sum + value, 0);
}

function resources(bench: Bench, type: string) {
  return bench.deployment.stacks
    .flatMap((stack) => [...stack.resources.values()])
    .flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
}
