import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../app/app';
import { CONTEXT_KEY } from '../../app/config';
import { createFullApp } from '../../scripts/full-app';
import { sampleConfig } from '../support/app';
import {
  acknowledgedRules,
  acknowledgements,
  findings,
  idsOf,
  violations,
} from '../support/cdk-nag';
import { ROOT } from '../support/process';

describe("cdk-nag's AwsSolutions", () => {
  it('finds nothing in an app with all there is', () => {
    expect(findings(createFullApp())).toEqual([]);
  });

  it("finds nothing in the project's own cdk.json", () => {
    expect(findings(createSampleApp())).toEqual([]);
  });

  it.each([
    ['with all there is', createFullApp],
    ['of cdk.json', createSampleApp],
  ])('has nothing acknowledged in vain in the app %s', (_, createOne) => {
    const acknowledged = acknowledgements(createOne()).flatMap(idsOf);
    const app = createOne();
    for (const one of acknowledgements(app)) for (const id of Object.keys(one)) delete one[id];

    expect(new Set(violations(app).map(({ ruleName }) => ruleName))).toEqual(new Set(acknowledged));
  });

  it('has four of its rules acknowledged', () => {
    const rules = acknowledgedRules(createFullApp(), createSampleApp());

    expect(rules).toEqual(['IAM4', 'IAM5', 'S1', 'SQS3']);
  });

  it('has each of them in docs/security.md, with each reason', () => {
    const text = readFileSync(path.join(ROOT, 'docs', 'security.md'), 'utf8');
    const acknowledged = [createFullApp(), createSampleApp()].flatMap(acknowledgements);
    for (const [id, reason] of acknowledged.flatMap((one) => Object.entries(one))) {
      if (idsOf({ [id]: reason }).length === 0) continue;
      const [rule = id] = id.replace(/^Annotation::/, '').split('[');
      expect(text).toContain(rule);
      expect(text).toContain(reason);
    }
  });
});

function createSampleApp(): App {
  const context = { [CONTEXT_KEY]: sampleConfig() };
  return createApp({ context, builtinCloudFormationValidation: false });
}
