import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './process';

const FOLDER = path.join(ROOT, 'test', 'airflow-fixtures');

/** What a real Airflow answered to one command. */
export interface AirflowFixture {
  readonly airflow: string;
  readonly command: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Every recorded answer, with the version and the name that it is kept under. */
export function airflowFixtures(): readonly (readonly [
  version: string,
  name: string,
  fixture: AirflowFixture,
])[] {
  return readdirSync(FOLDER).flatMap((version) =>
    readdirSync(path.join(FOLDER, version)).map((file) => {
      const text = readFileSync(path.join(FOLDER, version, file), 'utf8');
      return [version, file.replace(/\.json$/, ''), JSON.parse(text) as AirflowFixture] as const;
    }),
  );
}
