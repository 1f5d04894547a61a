import { parseArgs } from 'node:util';
import { airflowVersions } from './mwaa/real/venv';

export interface Options {
  /** The real Airflow to run, instead of the embedded model. */
  readonly airflow: string | undefined;
}

/**
 * Reads the command line of the demo and of `npm start`.
 *
 * @throws Error for an unknown flag, or a version that there is no lock file for
 */
export async function readOptions(args: readonly string[]): Promise<Options> {
  const { values } = parseArgs({ args: [...args], options: { airflow: { type: 'string' } } });
  const versions = await airflowVersions();
  if (values.airflow === undefined || versions.includes(values.airflow)) {
    return { airflow: values.airflow };
  }
  throw new Error(
    `--airflow ${JSON.stringify(values.airflow)} is not to be had: give ${versions.join(' or ')}, or leave it out for the embedded model`,
  );
}
