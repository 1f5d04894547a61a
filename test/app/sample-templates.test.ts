import { describe, expect, it } from 'vitest';
import { sampleConfig, synthesize } from '../support/app';

describe("the templates of the project's own cdk.json", () => {
  // What a change of the constructs changes for who deploys: read the difference, then accept it with
  // `npx vitest run --project unit test/app/sample-templates.test.ts -u`.
  it.each([0, 1])('are as they were, stack %i', async (i) => {
    const stack = synthesize(sampleConfig()).stacks[i];

    const text = inFewerLines(JSON.stringify(stack?.template, withoutCode, 2));
    await expect(text).toMatchFileSnapshot(`snapshots/${stack?.stackName}.template.json`);
  });
});

/** Code changes more often than what it runs on: an asset's hash, and the source of CDK's own function. */
function withoutCode(key: string, value: unknown): unknown {
  if (key === 'ZipFile') return '<source>';
  return typeof value === 'string' ? value.replace(/^[0-9a-f]{64}\.zip$/, '<hash>.zip') : value;
}

/** A reference in one line, as a person writes it. */
function inFewerLines(json: string): string {
  return json
    .replace(/\{\s+("Ref": "[^"]+")\s+\}/g, '{ $1 }')
    .replace(/\{\s+("Fn::GetAtt": \[)\s+("[^"]+",)\s+("[^"]+")\s+\]\s+\}/g, '{ $1$2 $3] }');
}
