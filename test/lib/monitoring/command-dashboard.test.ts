import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { METRICS, METRICS_DIMENSION, METRICS_NAMESPACE } from '../../../lambda/contract/metrics';
import { dashboardsOf, type Series, seriesOf } from '../../../scripts/dashboard/body';
import { fullTemplates } from '../../../scripts/full-app';
import { resourcesOf } from '../../../scripts/synthesized-template';
import { fullQueue } from '../../support/full-queue';
import { queueInStack, queueTemplate } from '../../support/template';

const DASHBOARD = 'AWS::CloudWatch::Dashboard';

const templates = fullTemplates((stack) => stack === 'Environment');
const [dashboard, ...others] = templates.flatMap(dashboardsOf);
/** Of the stack that has it. */
const resources = resourcesOf(templates[0] ?? { Resources: {} });
const ofType = (type: string) => resources.filter((one) => one.type === type);
const widgets = dashboard?.widgets ?? [];

const drawn: readonly Series[] = widgets.flatMap((widget) =>
  widget.type === 'metric' ? seriesOf(widget.properties) : [],
);

/**
 * What AWS says that there is, by the dimension that a metric of one resource has, and which type of resource that names.
 *
 * Source: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS"; AWS Lambda Developer Guide, "Types of
 * metrics for Lambda functions"; Amazon EventBridge User Guide, "Log and monitor Amazon EventBridge Pipes".
 */
const DOCUMENTED: Readonly<Record<string, readonly [string, string, readonly string[]]>> = {
  'AWS/SQS': [
    'QueueName',
    'AWS::SQS::Queue',
    [
      'ApproximateAgeOfOldestMessage',
      'ApproximateNumberOfMessagesDelayed',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesVisible',
      'NumberOfEmptyReceives',
      'NumberOfMessagesDeleted',
      'NumberOfMessagesReceived',
      'NumberOfMessagesSent',
      'SentMessageSize',
    ],
  ],
  'AWS/Lambda': [
    'FunctionName',
    'AWS::Lambda::Function',
    ['ConcurrentExecutions', 'Duration', 'Errors', 'Invocations', 'Throttles'],
  ],
  'AWS/EventBridge/Pipes': [
    'PipeName',
    'AWS::Pipes::Pipe',
    ['Duration', 'ExecutionFailed', 'ExecutionThrottled', 'Invocations'],
  ],
};

/** What is wrong with a metric, or nothing. */
function faultOf(series: Series): string | undefined {
  if (series.kind === 'expression') return undefined;
  const { namespace, name, dimension, of } = series;
  if (namespace === METRICS_NAMESPACE) {
    const known = Object.values(METRICS).some((metric) => metric.name === name);
    return known && dimension === METRICS_DIMENSION && of === 'MyEnvironment' ? undefined : name;
  }
  const [key, type = '', names = []] = DOCUMENTED[namespace] ?? [];
  const resource = ofType(type).some((one) => `${one.name}.${key}` === of || one.name === of);
  return key === dimension && names.includes(name) && resource ? undefined : `${namespace} ${name}`;
}

describe('the dashboard', () => {
  it('is one of each environment that wants one', () => {
    expect([dashboard?.resource.name, others]).toEqual(['Queue/Dashboard', []]);
    expect(drawn.length).toBeGreaterThan(40);
  });

  it('draws what the runner measures, and what AWS measures of the very resources of the stack', () => {
    expect(drawn.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
  });

  it('would not draw what nobody measures', () => {
    const [one] = drawn.filter((series) => series.kind === 'metric');

    for (const wrong of [
      { name: 'NoSuch' },
      { of: 'NoSuch' },
      { dimension: 'NoSuch' },
      { namespace: 'NoSuch' },
    ]) {
      expect(faultOf({ ...one, ...wrong } as Series)).toBeDefined();
    }
  });

  it('draws all that the runner measures', () => {
    const names = drawn.flatMap((one) =>
      one.kind === 'metric' && one.namespace === METRICS_NAMESPACE ? [one.name] : [],
    );

    expect(new Set(names)).toEqual(new Set(Object.values(METRICS).map(({ name }) => name)));
  });

  it('calculates only with what it has', () => {
    for (const widget of widgets) {
      if (widget.type !== 'metric') continue;
      const series = seriesOf(widget.properties);
      const ids = series.map(({ id }) => id);
      for (const one of series) {
        if (one.kind !== 'expression') continue;
        const used = [...one.expression.matchAll(/\b[a-z]\w*/g)].map(([id]) => id);
        expect(used.length).toBeGreaterThan(0);
        expect(ids).toEqual(expect.arrayContaining(used));
      }
    }
  });

  it('shows every queue and every function of the constructs', () => {
    const shown = new Set(
      drawn.flatMap((one) => (one.kind === 'metric' ? [one.of.replace(/\.QueueName$/, '')] : [])),
    );
    const parts = ['AWS::SQS::Queue', 'AWS::Lambda::Function']
      .flatMap(ofType)
      .map(({ name }) => name)
      .filter((name) => name.startsWith('Queue/'));

    expect(parts.length).toBeGreaterThan(15);
    expect(parts.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('has the state of all alarms of the stack, those of later triggers too', () => {
    const shown = widgets.flatMap((widget) =>
      widget.type === 'alarm' ? widget.properties.alarms : [],
    );
    const alarms = ofType('AWS::CloudWatch::Alarm').map(({ name }) => name);

    expect(alarms.length).toBeGreaterThan(15);
    expect(shown.toSorted()).toEqual(alarms.toSorted());
  });

  it('asks its questions in the order in which an operator would', () => {
    const asked = widgets.flatMap((one) => (one.type === 'text' ? [one.properties.markdown] : []));

    expect(asked.slice(1)).toEqual([
      '## Is it healthy?',
      '## What is waiting?',
      '## What failed?',
      '## How long does it take?',
      '## How are the parts?',
    ]);
  });

  it('has no widget over another', () => {
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, i) => `${x + (i % width)} ${y + Math.floor(i / width)}`,
      ),
    );

    expect(new Set(cells)).toHaveLength(cells.length);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24);
  });

  it('draws the line that the alarm goes by', () => {
    const limits = widgets.flatMap((one) =>
      one.type === 'metric' ? (one.properties.annotations?.horizontal ?? []) : [],
    );

    expect(limits).toEqual([{ label: 'alarm', value: 7200, yAxis: 'left' }]);
  });
});

describe('dashboard', () => {
  it('is there by default, for widgets of one’s own', () => {
    const { stack, queue } = fullQueue();

    expect(stack.resolve(queue.dashboard?.dashboardName)).toEqual({
      Ref: Object.keys(Template.fromStack(stack).findResources(DASHBOARD))[0],
    });
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('may be %s', (wanted, count) => {
    queueTemplate({ dashboard: wanted }).resourceCountIs(DASHBOARD, count);
    expect(queueInStack({ dashboard: wanted }).queue.dashboard !== undefined).toBe(wanted);
  });

  it('has no graph of triggers without a trigger', () => {
    const text = JSON.stringify(queueTemplate().findResources(DASHBOARD));

    expect(text).not.toContain('by trigger');
  });
});
