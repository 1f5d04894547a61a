import { z } from 'zod';
import { resourcesOf, type SynthesizedTemplate } from '../synthesized-template';
import type { Figures, Periods } from './figures';
import { calculate, type Values } from './metric-math';

/** A dashboard's and an alarm's own, in seconds: what one of the drawing's periods stands for. */
const PERIOD_SECONDS = 300;

const metric = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.tuple([z.object({ Value: z.string() })]),
});

const alarm = z.object({
  ...metric.partial().shape,
  Statistic: z.string().optional(),
  Period: z.int().default(PERIOD_SECONDS),
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().optional(),
        MetricStat: z.object({ Metric: metric, Stat: z.string() }).optional(),
      }),
    )
    .optional(),
  Threshold: z.number(),
  ComparisonOperator: z.enum(['GreaterThanThreshold', 'LessThanOrEqualToThreshold']),
  EvaluationPeriods: z.int(),
  DatapointsToAlarm: z.int().optional(),
  TreatMissingData: z.enum(['notBreaching', 'ignore']),
});

type Alarm = z.infer<typeof alarm>;

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** The state of each alarm of a template at the end of a run, by what the template calls it. */
export function alarmStates(
  template: SynthesizedTemplate,
  figures: Figures,
  periods: Periods,
): ReadonlyMap<string, AlarmState> {
  return new Map(
    resourcesOf(template, 'AWS::CloudWatch::Alarm').map(({ name, properties }) => {
      const one = alarm.parse(properties);
      const factor = one.Period / PERIOD_SECONDS;
      const count = Math.floor(periods.count / factor);
      const periodMs = periods.periodMs * factor;
      // Whole ones, up to the end.
      const start = periods.start + periods.count * periods.periodMs - count * periodMs;
      return [name, stateOf(one, valuesOf(one, figures, { start, periodMs, count }))];
    }),
  );
}

function valuesOf(one: Alarm, figures: Figures, periods: Periods): Values {
  const read = (found: z.infer<typeof metric>, statistic: string) => {
    const { Namespace: namespace, MetricName: name, Dimensions } = found;
    return figures.values({ namespace, name, of: Dimensions[0].Value }, statistic, periods);
  };
  const { Metrics, Statistic = '' } = one;
  if (Metrics === undefined) return read(metric.parse(one), Statistic);
  const parts = Metrics.flatMap(({ Id, MetricStat }) =>
    MetricStat === undefined ? [] : [[Id, read(MetricStat.Metric, MetricStat.Stat)] as const],
  );
  const expression = Metrics.find(({ Expression }) => Expression !== undefined)?.Expression ?? '';
  return calculate(expression, new Map(parts));
}

function stateOf(one: Alarm, values: Values): AlarmState {
  const latest = values.slice(-one.EvaluationPeriods).filter((value) => value !== undefined);
  if (latest.length === 0 && one.TreatMissingData === 'ignore') return 'INSUFFICIENT_DATA';
  const breaching = latest.filter((value) =>
    one.ComparisonOperator === 'GreaterThanThreshold'
      ? value > one.Threshold
      : value <= one.Threshold,
  );
  return breaching.length >= (one.DatapointsToAlarm ?? one.EvaluationPeriods) ? 'ALARM' : 'OK';
}
