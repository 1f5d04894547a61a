import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { createApp } from '../../app/app';
import { CONTEXT_KEY } from '../../app/config';
import { ROOT } from './process';
import { temporaryFolder } from './temporary-folder';

interface CdkJson {
  readonly context: Readonly<Record<string, unknown>>;
}

/** The configuration in the project's own `cdk.json`. */
export function sampleConfig(): unknown {
  const { context } = JSON.parse(readFileSync(path.join(ROOT, 'cdk.json'), 'utf8')) as CdkJson;
  return context[CONTEXT_KEY];
}

interface SynthesisOptions {
  /** Against CloudFormation's own rules. @default false */
  readonly validated?: boolean;
}

/** Synthesizes the app into a folder of its own. */
export function synthesize(config: unknown, options: SynthesisOptions = {}): CloudAssembly {
  return synthesizeIn(temporaryFolder(), config, options);
}

/** Synthesizes the app into that folder. */
export function synthesizeIn(
  outdir: string,
  config: unknown,
  { validated = false }: SynthesisOptions = {},
): CloudAssembly {
  return createApp({
    context: { [CONTEXT_KEY]: config },
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: validated,
  }).synth();
}

/** The template of the app's stack for one environment. */
export function environmentTemplate(environment: object): Template {
  const [stack] = synthesize({ environments: [{ name: 'MyEnvironment', ...environment }] }).stacks;
  return Template.fromJSON(stack?.template ?? {});
}

/** The content of each file below a folder, by its path there. */
export function filesIn(folder: string): ReadonlyMap<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .toSorted();
  return new Map(files.map((file) => [path.relative(folder, file), readFileSync(file)]));
}

/** Templates and assets: what reaches AWS, without CDK's notes about this machine. */
export function deployedFiles(folder: string): ReadonlyMap<string, Buffer> {
  return new Map(
    [...filesIn(folder)].filter(([file]) => /^asset\.|\.(template|assets)\.json$/.test(file)),
  );
}
