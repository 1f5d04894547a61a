import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { vpcConfig } from '../../../app/vpc-config';
import { synthesize } from '../../support/app';
import { blocksOf, compile, runExamples } from '../../support/documents';
import { ROOT } from '../../support/process';

const DOCUMENT = 'docs/networking.md';

describe(DOCUMENT, () => {
  it('names every key of vpc', () => {
    const text = readFileSync(path.join(ROOT, DOCUMENT), 'utf8');

    const missing = Object.keys(vpcConfig.shape).filter((key) => !text.includes(`\`${key}\``));
    expect(missing).toEqual([]);
  });

  it('has an example that compiles and that the construct takes', async () => {
    expect(await compile(DOCUMENT)).toEqual({ output: '', blocks: 1 });
    await runExamples(DOCUMENT);
  }, 30_000);

  it('has a configuration that the app takes', () => {
    const [config = ''] = blocksOf(DOCUMENT, 'json');

    expect(synthesize(JSON.parse(config)).stacks).toHaveLength(1);
  });
});
