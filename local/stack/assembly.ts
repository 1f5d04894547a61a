import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Intrinsic } from './intrinsics';

/** One resource of a template, its properties not resolved yet. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, Intrinsic>>;
}

/** One synthesized stack. */
export interface SynthesizedStack {
  readonly name: string;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly outputs: ReadonlyMap<string, Intrinsic>;
  /** The folder of a staged asset, by the S3 key that the template gives for its code. */
  assetFolder(s3Key: string): string;
}

/** Reads what `cdk synth` wrote. */
export function readAssembly(folder: string): readonly SynthesizedStack[] {
  const manifest = readJson<Manifest>(folder, 'manifest.json');
  return Object.entries(manifest.artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([name, artifact]) => readStack(folder, name, artifact.properties?.templateFile ?? ''));
}

function readStack(folder: string, name: string, templateFile: string): SynthesizedStack {
  const template = readJson<Template>(folder, templateFile);
  const outputs = Object.entries(template.Outputs ?? {});
  return {
    name,
    resources: new Map(Object.entries(template.Resources)),
    outputs: new Map(outputs.map(([key, { Value }]) => [key, Value])),
    assetFolder: (s3Key) => path.join(folder, `asset.${path.parse(s3Key).name}`),
  };
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<string, { readonly type: string; readonly properties?: { templateFile?: string } }>
  >;
}

interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Intrinsic }>>;
}

function readJson<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as T;
}
