import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { startRealAirflow } from '../../local/mwaa/real/real-airflow';
import { PARAMS_DAG, PARAMS_DAG_FOLDER, RECORDING_DAGS } from './dags';
import type { Subject } from './types';

export interface RealSubject extends Subject {
  stop(): Promise<void>;
}

/** A real Airflow with the suite's DAGs, in a home of its own that is gone afterwards. */
export async function startRealSubject(version: string): Promise<RealSubject> {
  const home = await mkdtemp(path.join(tmpdir(), `airflow-${version}-`));
  const remove = () => rm(home, { recursive: true, force: true });
  try {
    const engine = await startRealAirflow({
      version,
      home: path.join(home, 'home'),
      dagIds: RECORDING_DAGS,
      moreDags: { folder: PARAMS_DAG_FOLDER, dagIds: [PARAMS_DAG] },
      onProgress: console.log,
    });
    return {
      engine,
      // Its clock moves by itself, and a command takes it more than a second.
      tick() {},
      async stop() {
        await engine.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
