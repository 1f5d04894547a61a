import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployedFiles, filesIn } from '../support/app';
import { acknowledgedRules, findings } from '../support/cdk-nag';
import { createExample, EXAMPLES, exampleFile, readCdkJson } from '../support/examples';
import { ROOT } from '../support/process';

/** What the library itself acknowledges. An example has none of its own. */
const OF_THE_LIBRARY = ['IAM4', 'IAM5', 'SQS3', 'S1'];

describe.each(EXAMPLES)('examples/%s', (name) => {
  it('is the same each time that it is synthesized', async () => {
    const synthesize = async () => deployedFiles((await createExample(name)).synth().directory);
    const [first, second] = await Promise.all([0, 1].map(synthesize));

    expect(first?.size).toBeGreaterThan(2);
    expect(second).toEqual(first);
  });

  it("has nothing that cdk-nag's AwsSolutions find, and acknowledges no rule itself", async () => {
    expect(findings(await createExample(name))).toEqual([]);
    expect(OF_THE_LIBRARY).toEqual(
      expect.arrayContaining([...acknowledgedRules(await createExample(name))]),
    );
    const text = [...filesIn(exampleFile(name, '.')).values()].join('\n');
    expect(text).not.toContain('acknowledge');
  });

  it('is run by its cdk.json as a user has it', () => {
    expect(readCdkJson(name).app).toBe('npx tsx bin.ts');
  });

  it('says what it is for, what to change and what it costs', () => {
    const text = readFileSync(exampleFile(name, 'README.md'), 'utf8');

    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(expect.arrayContaining(['Change', 'Deploy', 'Cost']));
  });
});

describe('examples/README.md', () => {
  it('links to each', () => {
    const text = readFileSync(path.join(ROOT, 'examples', 'README.md'), 'utf8');

    const linked = [...text.matchAll(/\]\(([\w-]+)\/README\.md\)/g)].map(([, name]) => name);
    expect(linked.toSorted()).toEqual([...EXAMPLES, 'dags', 'python'].toSorted());
  });
});
