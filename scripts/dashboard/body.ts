import { z } from 'zod';
import { type NamedResource, resourcesOf, type SynthesizedTemplate } from '../synthesized-template';

const place = { x: z.int(), y: z.int(), width: z.int(), height: z.int() };

const properties = z.strictObject({
  view: z.literal('timeSeries'),
  title: z.string(),
  region: z.string(),
  stacked: z.boolean().default(false),
  metrics: z.array(z.array(z.unknown())).min(1),
  annotations: z
    .strictObject({
      horizontal: z.array(
        z.strictObject({ label: z.string(), value: z.number(), yAxis: z.literal('left') }),
      ),
    })
    .optional(),
  yAxis: z.strictObject({
    left: z.strictObject({ label: z.string(), showUnits: z.literal(false), min: z.literal(0) }),
  }),
});

const widget = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    ...place,
    properties: z.strictObject({ markdown: z.string(), background: z.literal('transparent') }),
  }),
  z.strictObject({
    type: z.literal('alarm'),
    ...place,
    properties: z.strictObject({ title: z.string(), alarms: z.array(z.string()) }),
  }),
  z.strictObject({ type: z.literal('metric'), ...place, properties }),
]);

const body = z.strictObject({ start: z.string(), widgets: z.array(widget) });

const options = z.strictObject({
  id: z.string().optional(),
  label: z.string().optional(),
  color: z.string().optional(),
  stat: z.string().default('Average'),
  visible: z.boolean().default(true),
  period: z.literal(300).default(300),
});

const expression = options.extend({ expression: z.string() });

export type Widget = z.infer<typeof widget>;
export type GraphProperties = z.infer<typeof properties>;

/** A metric as a graph has it: of a namespace by one dimension, or an expression of other metrics. */
export type Series = z.infer<typeof options> &
  (
    | { readonly kind: 'expression'; readonly expression: string }
    | {
        readonly kind: 'metric';
        readonly namespace: string;
        readonly name: string;
        readonly dimension: string;
        /** What the dimension names; a resource by its construct. */
        readonly of: string;
      }
  );

/** A dashboard of a template, with references readable. */
export interface DashboardBody {
  readonly resource: NamedResource<{ readonly DashboardBody: string }>;
  readonly widgets: readonly Widget[];
}

/**
 * The dashboards of a template, in the form that the constructs write.
 *
 * @throws Error when one has another form
 */
export function dashboardsOf(template: SynthesizedTemplate): readonly DashboardBody[] {
  const type = 'AWS::CloudWatch::Dashboard';
  return resourcesOf<{ readonly DashboardBody: string }>(template, type).map((resource) => ({
    resource,
    widgets: body.parse(JSON.parse(resource.properties.DashboardBody)).widgets,
  }));
}

/** What a graph draws, and the metrics that its expressions need. */
export function seriesOf({ metrics }: GraphProperties): readonly Series[] {
  return metrics.map((line): Series => {
    if (line.length === 1) return { kind: 'expression', ...expression.parse(line[0]) };
    const [namespace, name, dimension, of] = z.array(z.string()).length(4).parse(line.slice(0, 4));
    return {
      kind: 'metric',
      namespace: namespace ?? '',
      name: name ?? '',
      dimension: dimension ?? '',
      of: of ?? '',
      ...options.parse(line[4] ?? {}),
    };
  });
}
