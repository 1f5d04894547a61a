import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { MAIN_AIRFLOW_VERSIONS } from '../../local/mwaa/main-versions';
import { ROOT } from '../support/process';
import { type Matrix, type Rows, readColumn, rowsOf, writeTable } from './matrix';
import { MODEL_VERSIONS } from './model-subject';
import { REST_ROWS, REST_VERSIONS } from './rest/suite';
import { COMMAND_ROWS } from './suite';

const DOCUMENT = path.join(ROOT, 'docs', 'airflow-conformance.md');

/** Writes the matrix; what was not run this time, version or table, stays as it is. */
export async function updateDocument(
  matrix: Matrix,
  versions: readonly string[],
  model: ReadonlyMap<string, string>,
): Promise<void> {
  const before = await readFile(DOCUMENT, 'utf8').catch(() => '');
  const columns = new Map(versions.map((version) => [version, readColumn(before, version)]));
  for (const [version, column] of matrix) {
    columns.set(version, new Map([...(columns.get(version) ?? []), ...column]));
  }
  const shown = versions.filter((version) => (columns.get(version)?.size ?? 0) > 0);
  await writeFile(DOCUMENT, writeDocument(columns, shown, model));
}

function writeDocument(
  matrix: Matrix,
  versions: readonly string[],
  model: ReadonlyMap<string, string>,
): string {
  const table = (rows: Rows) =>
    writeTable(
      'Case',
      [...versions, 'the model agrees'],
      rowsOf(rows, matrix, versions).map(([name, cells]) => [
        name,
        [...cells, model.get(name) ?? ''],
      ]),
    );
  return `# What Airflow says, and what we make of it

Written by \`npm run test:airflow -- --all\`. Without \`--all\` only the columns of
${MAIN_AIRFLOW_VERSIONS.join(' and ')} are written anew. Do not edit it by hand.

## Commands

Each case is a message, as its sender writes it, that goes through the runner's own code and an MWAA
stand-in to the \`airflow\` command of a real Airflow, installed from PyPI. A cell shows the decisive
line of what Airflow printed, \`…\` where it was cut, and after the arrow what the runner made of it; a
reason that repeats Airflow's words shows only what it adds. *The same* is what the first column has.
Not shown, but checked: exactly the runs that a case is to make exist afterwards, their confs arrived
at their tasks digit for digit, and DAGs are paused or not.

The last column is about the embedded model of Airflow, which runs the same suite in every \`npm test\`,
as ${MODEL_VERSIONS.join(', ')}.

${table(COMMAND_ROWS)}

## Requests to the REST API

Each case is a request that goes through InvokeRestApi of the MWAA stand-in to the web server of a real
Airflow: \`/api/v1\` of Airflow 2, \`/api/v2\` of Airflow 3. A cell shows the status that Airflow answered, and
what of its answer decides. Checked are status, the answer's telling fields, runs, confs and pauses; the
model runs the same suite as ${REST_VERSIONS.join(', ')}.

${table(REST_ROWS)}
`;
}
