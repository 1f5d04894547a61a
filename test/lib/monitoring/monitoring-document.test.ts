import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRICS, METRICS_DIMENSION, METRICS_NAMESPACE } from '../../../lambda/contract/metrics';
import type { MwaaCommandQueue } from '../../../lib';
import { compile, runExamples } from '../../support/documents';
import { ROOT } from '../../support/process';
import { queueInStack } from '../../support/template';

const DOCUMENT = 'docs/monitoring.md';
const text = readFileSync(path.join(ROOT, DOCUMENT), 'utf8');

type Method = Extract<keyof MwaaCommandQueue, `metric${string}`>;

describe(DOCUMENT, () => {
  it('has every metric in its table, with its method and unit', () => {
    const rows = [...text.matchAll(/^\| `(\w+)` \| `(metric\w+)` \| (\w+) \|/gm)];
    expect(rows.map(([, name, , unit]) => ({ name, unit }))).toEqual(Object.values(METRICS));
    const { queue } = queueInStack();
    for (const [, name, method] of rows) {
      expect(queue[method as Method]()).toMatchObject({ metricName: name });
    }
  });

  it('names the namespace, the dimension and the metric that is reckoned', () => {
    for (const name of [METRICS_NAMESPACE, METRICS_DIMENSION, 'metricTimeToDrain']) {
      expect(text).toContain(`\`${name}\``);
    }
  });

  it('states the most that the metrics cost', () => {
    const dollars = (0.3 * Object.keys(METRICS).length).toFixed(2);
    expect(text).toContain(`all ${Object.keys(METRICS).length} | **$${dollars} a month**`);
    expect(readFileSync(path.join(ROOT, 'README.md'), 'utf8')).toContain(`at most $${dollars}`);
  });

  it('has examples that compile, and that no construct refuses', async () => {
    expect(await compile(DOCUMENT)).toEqual({ output: '', blocks: 1 });
    await runExamples(DOCUMENT);
  }, 60_000);
});
