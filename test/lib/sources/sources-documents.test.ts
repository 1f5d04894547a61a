import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../app/config';
import { eventConfig } from '../../../app/event-config';
import { scheduleConfig } from '../../../app/schedule-config';
import { EVENT_PLACEHOLDERS } from '../../../lambda/contract/event-rule';
import { EVENT_SOURCE } from '../../../lambda/contract/record';
import { synthesize } from '../../support/app';
import { blocksOf, compile, runExamples } from '../../support/documents';
import { ROOT } from '../../support/process';

/** The keys of `cdk.json` that the first table of a document names. */
function keysIn(document: string): readonly string[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8');
  const [table = ''] = /\| option of [\s\S]*?\n\n/.exec(text) ?? [];
  const cells = table
    .split('\n')
    .slice(2)
    .map((row) => row.split(' | ')[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, key]) => key ?? ''));
}

describe.each([
  ['docs/schedules.md', scheduleConfig],
  ['docs/event-triggers.md', eventConfig],
])('%s', (document, schema) => {
  it('names every key that there is, and no other', () => {
    const ofTrigger = ['dagId', 'conf'];

    expect(keysIn(document).toSorted()).toEqual(
      [...Object.keys(schema.shape), ...ofTrigger].toSorted(),
    );
  });

  it('has TypeScript that compiles, and that no construct refuses', async () => {
    expect(await compile(document)).toEqual({ output: '', blocks: 1 });
    await runExamples(document);
  }, 60_000);

  it('has a configuration that the app takes', () => {
    const [config = ''] = blocksOf(document, 'json');

    expect(readConfig(JSON.parse(config)).environments).toHaveLength(1);
    expect(synthesize(JSON.parse(config)).stacks).toHaveLength(1);
  });
});

describe('docs/event-triggers.md', () => {
  it('tells every placeholder', () => {
    const text = readFileSync(path.join(ROOT, 'docs/event-triggers.md'), 'utf8');

    for (const name of EVENT_PLACEHOLDERS) expect(text).toContain(`\`{${name}}\``);
  });

  it('has an example of outcomes that may not match those of its own command', () => {
    const [, example = ''] = blocksOf('docs/event-triggers.md', 'json');

    const { pattern, trigger } = eventConfig.parse(JSON.parse(example));

    expect(pattern).toMatchObject({
      source: [EVENT_SOURCE],
      detail: { dagId: expect.not.arrayContaining([trigger?.dagId]) },
    });
  });
});
