import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { expect, it } from 'vitest';
import { createFullApp } from '../../scripts/full-app';
import { temporaryFolder } from '../support/temporary-folder';

interface ValidationReport {
  readonly pluginReports: readonly { readonly violations: readonly unknown[] }[];
}

it("an app with all there is breaks none of CloudFormation's own rules", () => {
  const outdir = temporaryFolder();
  createFullApp({ outdir, builtinCloudFormationValidation: true }).synth();

  const text = readFileSync(path.join(outdir, 'validation-report.json'), 'utf8');
  const { pluginReports } = JSON.parse(text) as ValidationReport;
  expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);
