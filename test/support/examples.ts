import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, type AppProps, Stack } from 'aws-cdk-lib';
import { ROOT } from './process';
import { temporaryFolder } from './temporary-folder';

const FOLDER = path.join(ROOT, 'examples');

/** The example apps: each a folder with a `cdk.json`. */
export const EXAMPLES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => existsSync(path.join(FOLDER, name, 'cdk.json')))
  .toSorted();

/** What an example's folder has. */
interface ExampleModule {
  createApp(props?: AppProps): App;
}

interface CdkJson {
  readonly app: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

export function exampleFile(name: string, file: string): string {
  return path.join(FOLDER, name, file);
}

export function readCdkJson(name: string): CdkJson {
  return JSON.parse(readFileSync(exampleFile(name, 'cdk.json'), 'utf8')) as CdkJson;
}

/** An example's app with the context of its `cdk.json`, as the CDK command line makes it, and more of it. */
export async function createExample(name: string, context: object = {}): Promise<App> {
  const { createApp } = (await import(exampleFile(name, 'app.ts'))) as ExampleModule;
  return createApp({
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    outdir: temporaryFolder(),
    context: { ...readCdkJson(name).context, ...context },
  });
}

/** One of an example's stacks. */
export async function exampleStack(
  name: string,
  stackName: string,
  context?: object,
): Promise<Stack> {
  const { node } = await createExample(name, context);
  return Stack.of(node.findChild(stackName));
}
