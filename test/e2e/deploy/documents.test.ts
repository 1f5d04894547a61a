import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { awsBlocks, runBlock } from '../../support/deploy/block';
import type { BlockCase } from '../../support/deploy/block-case';
import { useFeatures } from '../../support/deploy/features';
import { OTHER_CASES } from '../../support/deploy/other-cases';
import { RUNBOOK_CASES } from '../../support/deploy/runbook-cases';
import { ROOT } from '../../support/process';

const DOCUMENTS = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((f) => `docs/${f}`)];
const BLOCKS = DOCUMENTS.filter((f) => f.endsWith('.md') && existsSync(path.join(ROOT, f))).flatMap(
  awsBlocks,
);

const CASES = [...OTHER_CASES, ...RUNBOOK_CASES];

/** A block without a case needs nothing, and must only end with 0. */
function caseOf(script: string): Partial<BlockCase> {
  return CASES.find(({ has }) => script.includes(has)) ?? {};
}

const features = useFeatures();

/** Else what one block is about would hold up the next. */
afterEach(() => features.settle());

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

    await check?.(printed, features, variables);
  });
});

it('each case is about one block', () => {
  const counts = CASES.map(({ has }) => [
    has,
    BLOCKS.filter(({ script }) => script.includes(has)).length,
  ]);
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
});
