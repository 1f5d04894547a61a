import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dashboardsOf, seriesOf, type Widget } from '../../scripts/dashboard/body';
import { drawDashboard } from '../../scripts/dashboard/draw';
import { Figures } from '../../scripts/dashboard/figures';
import { escapeXml } from '../../scripts/dashboard/svg';
import { ENVIRONMENT } from '../../scripts/dashboard/workload';
import { synthesize } from '../support/app';
import { ROOT } from '../support/process';

const periods = { start: 0, periodMs: 1000, count: 30 };

/** The dashboard that the picture is of. */
function pictured() {
  const template = synthesize({ environments: [ENVIRONMENT] }).stacks[0]?.template;
  return { template, widgets: dashboardsOf(template).flatMap((one) => one.widgets) };
}

/** What is to be read on a widget beside its figures. */
function wordsOf(widget: Widget): readonly string[] {
  if (widget.type === 'text') {
    return [widget.properties.markdown.split('\n')[0]?.replace(/^#+ /, '') ?? ''];
  }
  if (widget.type === 'alarm') return [widget.properties.title];
  const series = seriesOf(widget.properties).filter(({ visible }) => visible);
  return [widget.properties.title, ...series.map(({ label }) => label ?? '')];
}

describe('docs/dashboard.svg', () => {
  it('is of the dashboard as it is (npm run dashboard)', () => {
    const words = pictured().widgets.flatMap(wordsOf);
    const picture = readFileSync(path.join(ROOT, 'docs', 'dashboard.svg'), 'utf8');

    expect(words.length).toBeGreaterThan(60);
    expect(words.filter((text) => !picture.includes(`>${escapeXml(text)}<`))).toEqual([]);
    expect(picture).not.toContain('NaN');
  });
});

describe('the drawing of a dashboard', () => {
  it('says where there is no figure', () => {
    const { template, widgets } = pictured();
    const picture = drawDashboard({ template, figures: new Figures(), periods }, ['c < d']);

    const graphs = widgets.filter(({ type }) => type === 'metric');
    expect(picture.match(/not measured in a local run/g)).toHaveLength(graphs.length);
    expect(picture).toContain('>c &lt; d</text>');
  });

  it('has each line of a graph where its values are', () => {
    const figures = new Figures();
    const of = 'MyEnvironment';
    for (const [i, value] of [2, 8, 4].entries()) {
      figures.add({ namespace: 'MwaaCommandQueue', name: 'QueueWaitTime', of }, i * 1000, value);
    }
    const { template } = pictured();
    const picture = drawDashboard({ template, figures, periods }, []);

    const [, points = ''] = /<polyline points="([^"]+)"/.exec(picture) ?? [];
    const heights = points.split(' ').map((point) => Number(point.split(',')[1]));
    const [first = 0, second = 0, third = 0] = heights;
    expect(heights).toHaveLength(3);
    expect((first - second) / (third - second)).toBeCloseTo(6 / 4, 1);
  });
});
