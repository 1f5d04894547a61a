import { z } from 'zod';
import { runbookLink } from '../../../lib/runbook';
import type { Bench } from './bench';
import { logged } from './seen';

const metricFilter = z.object({ FilterPattern: z.string() });

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

/** How many lines of the runner's log the environment's alarm counts, by the deployed filter. */
export function linesThatAlarm(bench: Bench): number {
  const [properties] = resources(bench, 'AWS::Logs::MetricFilter');
  const { FilterPattern } = metricFilter.parse(properties);
  const wanted = [...FilterPattern.matchAll(/\$\.(\w+) = "(\w+)"/g)];
  if (wanted.length === 0) throw new Error(`nothing is asked for by ${FilterPattern}`);
  return logged(bench).filter((line) =>
    wanted.every(([, name = '', value]) => line[name] === value),
  ).length;
}

function resources(bench: Bench, type: string) {
  return bench.deployment.stacks
    .flatMap((stack) => [...stack.resources.values()])
    .flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
}
