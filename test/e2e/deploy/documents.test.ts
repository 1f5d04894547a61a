import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { awsBlocks, runBlock } from '../../support/deploy/block';
import { BLOCK_CASES, caseOf } from '../../support/deploy/block-cases';
import { useFeatures } from '../../support/deploy/features';
import { ROOT } from '../../support/process';

const DOCUMENTS = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((f) => `docs/${f}`)];
const BLOCKS = DOCUMENTS.filter((f) => f.endsWith('.md') && existsSync(path.join(ROOT, f))).flatMap(
  awsBlocks,
);

const features = useFeatures();

describe('The commands that a document has', () => {
  it.each(BLOCKS.map((b) => [b.document, b.script] as const))('work: %s, %s', async (_, script) => {
    const { prepare, instead, check } = caseOf(script);
    const variables = (await prepare?.(features)) ?? {};
    let edited = script;
    for (const [pattern, text] of (await instead?.(features)) ?? []) {
      expect(edited).toMatch(pattern);
      edited = edited.replaceAll(pattern, text);
    }

    const printed = await runBlock(features, edited, variables);

    await check?.(printed, features);
  });
});

it('each case is about one block', () => {
  const counts = BLOCK_CASES.map(({ has }) => [
    has,
    BLOCKS.filter(({ script }) => script.includes(has)).length,
  ]);
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
});
