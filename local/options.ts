import { parseArgs } from 'node:util';

/** What the command line of the demo and of `npm start` says. */
export interface Options {
  /** Which Airflow to run. @default - the embedded model */
  readonly airflow: string | undefined;
}

/** @throws Error for an unknown flag */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: { airflow: { type: 'string' } } });
  return { airflow: values.airflow };
}
