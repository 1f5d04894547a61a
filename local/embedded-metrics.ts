import { z } from 'zod';
import { InternalError } from '../lambda/contract/errors';

/** A log line, parsed. */
export type LogLine = Readonly<Record<string, unknown>>;

/** The values of metrics in a log, in their order, by the metrics' names. */
export type MetricSeries = Readonly<Record<string, readonly number[]>>;

/** What CloudWatch makes of one line. */
export interface ReadMetrics {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, number>>;
  readonly units: Readonly<Record<string, string>>;
  readonly timestamp: number;
}

const name = z.string().min(1).max(1024);

/**
 * What CloudWatch Logs reads at `_aws`; further members are allowed only beside it. One directive and one set of
 * dimensions are our own rule: each further one is billed.
 *
 * Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format"; of units and namespaces the
 * CloudWatch API Reference, "MetricDatum" and "PutMetricData".
 */
const metadata = z.strictObject({
  Timestamp: z.int().positive(),
  CloudWatchMetrics: z.tuple([
    z.strictObject({
      Namespace: z.string().regex(/^(?!AWS\/)[^:][\w./#:-]{0,254}$/),
      Dimensions: z.tuple([z.array(name).max(30)]),
      Metrics: z
        .array(z.strictObject({ Name: name, Unit: z.enum(['Count', 'Milliseconds']) }))
        .min(1)
        .max(100),
    }),
  ]),
});

/**
 * Reads a line as CloudWatch Logs does.
 *
 * @returns nothing for a line that has no metrics
 * @throws Error for one that the specification does not allow
 */
export function readMetrics(line: LogLine): ReadMetrics | undefined {
  if (!('_aws' in line)) return undefined;
  const { Timestamp: timestamp, CloudWatchMetrics } = metadata.parse(line._aws);
  const [{ Namespace: namespace, Dimensions, Metrics }] = CloudWatchMetrics;
  const names = Metrics.map(({ Name }) => Name);
  if (new Set(names).size < names.length)
    throw new InternalError(`a metric is named twice: ${names}`);
  return {
    timestamp,
    namespace,
    dimensions: pick(line, Dimensions[0], z.string().min(1).max(1024)),
    values: pick(line, names, z.number()),
    units: Object.fromEntries(Metrics.map(({ Name, Unit }) => [Name, Unit])),
  };
}

/** The values of all metrics in a log. */
export function seriesOf(lines: readonly LogLine[]): MetricSeries {
  const all = lines.flatMap((line) => Object.entries(readMetrics(line)?.values ?? {}));
  const byName = Map.groupBy(all, ([metric]) => metric);
  return Object.fromEntries(
    [...byName].map(([metric, values]) => [metric, values.map(([, value]) => value)]),
  );
}

/** The members at the root of a line that the metrics and dimensions refer to. */
function pick<Value>(
  line: LogLine,
  keys: readonly string[],
  type: z.ZodType<Value>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(keys.map((key) => [key, type.parse(line[key])]));
}
