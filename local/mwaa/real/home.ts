import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAirflow } from './command';
import type { AirflowHome } from './settings';

export interface HomeOptions {
  readonly venv: string;
  readonly home: AirflowHome;
  readonly env: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
  /** A folder of DAG files to have beside the DAGs that write down their conf. */
  readonly dags?: string | undefined;
}

/** Makes Airflow's home anew: the DAGs, and a database with its tables and nothing in them. */
export async function createHome(options: HomeOptions): Promise<void> {
  const { home } = options;
  await rm(home.root, { recursive: true, force: true });
  await mkdir(home.logs, { recursive: true });
  for (const folder of [join(__dirname, 'dags'), options.dags ?? []].flat()) {
    await cp(folder, home.dags, { recursive: true });
  }
  // Without this file every first process would write one of its own, all of them at once.
  await writeFile(join(home.root, 'airflow.cfg'), '# All settings are in the environment.\n');
  await createDatabase(options);
}

async function createDatabase(options: HomeOptions): Promise<void> {
  const { venv, home } = options;
  // A migration takes seconds and always has the same result, so the first one's is kept.
  const empty = join(venv, 'empty-airflow.db');
  if (await copied(empty, home.database)) {
    return;
  }
  await migrate(options);
  const part = `${empty}.${process.pid}.${Date.now()}`;
  await cp(home.database, part);
  await rename(part, empty);
}

async function copied(from: string, to: string): Promise<boolean> {
  try {
    await cp(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

async function migrate({ venv, env, signal }: HomeOptions): Promise<void> {
  const { exitCode, stdout, stderr } = await runAirflow(venv, 'db migrate', { env, signal });
  if (exitCode !== 0) {
    throw new Error(
      `airflow db migrate failed with exit code ${exitCode}: see what it said\n${stdout}${stderr}`,
    );
  }
}
