import { setTimeout as sleep } from 'node:timers/promises';
import type { AirflowEngine } from '../../local/mwaa/engine';
import { type AirflowModelOptions, createAirflowModel } from '../../local/mwaa/model/model';

/** A model of Airflow that tells how long its commands took it. */
export interface TimedEngine extends AirflowEngine {
  /** How long the next commands take, in milliseconds, at least. */
  commandMs: number;
  /** How long the last one took, in milliseconds. */
  readonly lastMs: number;
}

/** @param options without a duration: that is set from command to command */
export function createTimedEngine(
  options: Omit<AirflowModelOptions, 'commandDurationMs'>,
): TimedEngine {
  const model = createAirflowModel(options);
  let lastMs = 0;
  const engine: TimedEngine = {
    commandMs: 0,
    get lastMs() {
      return lastMs;
    },
    version: model.version,
    async run(commandText) {
      const start = performance.now();
      if (engine.commandMs > 0) await sleep(engine.commandMs);
      const output = await model.run(commandText);
      lastMs = performance.now() - start;
      return output;
    },
    callRest: (request) => model.callRest(request),
    dagRuns: (dagId) => model.dagRuns(dagId),
    confOf: (dagId, runId) => model.confOf(dagId, runId),
    isPaused: (dagId) => model.isPaused(dagId),
    stop: () => model.stop(),
  };
  return engine;
}
