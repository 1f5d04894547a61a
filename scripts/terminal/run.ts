import { createApp } from '../../app/app';
import { CONTEXT_KEY, readConfig } from '../../app/config';
import { startEngines, stopEngines } from '../../local/engines';
import { localFolder } from '../../local/project';
import { type LocalRun, runLocally } from '../../local/run';
import { readAssembly } from '../../local/stack/assembly';
import { ENVIRONMENT, troubleAt } from './workload';

/**
 * Starts the stack that the pictures are of.
 *
 * @param atEnd takes what must be stopped at the end, the last first
 */
export async function startStack(
  signal: AbortSignal,
  atEnd: (stop: () => Promise<void>) => void,
): Promise<LocalRun> {
  const context = { [CONTEXT_KEY]: { environments: [ENVIRONMENT] } };
  const outdir = localFolder('pictures.out');
  createApp({ context, outdir, analyticsReporting: false }).synth();
  const { environments } = readConfig(context[CONTEXT_KEY]);
  const engines = await startEngines(environments, undefined, { onProgress: () => {}, signal });
  atEnd(() => stopEngines(engines));
  const stacks = readAssembly(outdir);
  const onCall = troubleAt;
  const run = await runLocally({ stacks, engines, onEvent: () => {}, onRan: () => {}, onCall });
  atEnd(() => run.stop());
  return run;
}
