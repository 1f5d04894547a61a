import { mkdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { createApp } from '../app/app';
import { type AppConfig, CONTEXT_KEY, type EnvironmentConfig, readConfig } from '../app/config';
import { splitCommand } from '../lambda/airflow/argv';
import { ROOT } from './root';
import { readAssembly, type SynthesizedStack } from './stack/assembly';

/** A folder below the project's own ignored one: all that the local stack writes is there. */
export function localFolder(...parts: readonly string[]): string {
  const folder = path.join(ROOT, '.local', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The `context` of the project's `cdk.json`. */
function readContext(): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(path.join(ROOT, 'cdk.json'), 'utf8')) as {
    readonly context: Record<string, unknown>;
  };
  return context;
}

/** The configuration that `cdk deploy` would deploy. */
export function projectConfig(): AppConfig {
  return readConfig(readContext()[CONTEXT_KEY]);
}

/** Synthesizes the project as `cdk synth` does. The functions' bundles must have been built. */
export function synthesizeProject(): readonly SynthesizedStack[] {
  const outdir = localFolder('cdk.out');
  createApp({ context: readContext(), outdir, analyticsReporting: false }).synth();
  return readAssembly(outdir);
}

/** The DAGs that an environment's uploads, schedules and events trigger. */
export function dagIdsOf({ uploads, schedules, events }: EnvironmentConfig): readonly string[] {
  const queued = [...schedules, ...events].flatMap(({ command, trigger }) =>
    trigger === undefined ? dagIdsIn(command ?? '') : [trigger.dagId],
  );
  return [...new Set([...uploads.map(({ dagId }) => dagId), ...queued])];
}

function dagIdsIn(command: string): readonly string[] {
  const [group, verb, dagId] = splitCommand(command);
  return group === 'dags' && verb === 'trigger' && dagId !== undefined ? [dagId] : [];
}
