import type { CliOutput } from '../../../../local/mwaa/engine';
import {
  type AirflowModel,
  type AirflowModelOptions,
  createAirflowModel,
} from '../../../../local/mwaa/model/model';

const START = Date.parse('2026-11-22T19:12:28.250Z');

/** A model whose clock the test moves, and whose answers stand alone. */
export function quietModel(
  version: string,
  options: Partial<AirflowModelOptions> = {},
): { model: AirflowModel; clock: { now: number } } {
  const clock = { now: START };
  const model = createAirflowModel({
    version,
    dagIds: ['example_dag'],
    clock: () => clock.now,
    noise: false,
    ...options,
  });
  return { model, clock };
}

/** The last line of a traceback: the exception's class and message. */
export function errorLine({ stderr }: CliOutput): string {
  return stderr.trimEnd().split('\n').at(-1) ?? '';
}

export function rowsOf({ stdout }: CliOutput): readonly Record<string, unknown>[] {
  return JSON.parse(stdout);
}
