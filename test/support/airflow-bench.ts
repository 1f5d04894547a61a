import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { restoreClock } from '../../local/clock';
import { drainVirtually, whenIdle } from '../../local/drain';
import { startRealAirflow } from '../../local/mwaa/real/real-airflow';
import { Bench } from './faults/bench';

/** The longest that a few commands of a real Airflow may take: each starts Python anew. */
const LIMIT_MS = 900_000;

/**
 * For one command: on a busy machine Airflow takes longer than MWAA. With more, a killed function's message
 * would come back when SQS no longer knows the dead letter that was sent, and keeps it twice.
 */
const COMMAND_SECONDS = 100;

/** A bench with a real Airflow that has the DAG `orders`. */
export class AirflowBench extends Bench {
  private stopping: (() => Promise<void>)[] = [];

  /** @param via as `cdk.json` has it */
  static async begin(version: string, via = 'cli'): Promise<AirflowBench> {
    const home = await mkdtemp(path.join(tmpdir(), `airflow-${version}-`));
    const remove = () => rm(home, { recursive: true, force: true });
    const options = { version, home: path.join(home, 'home'), dagIds: ['orders'] };
    const engine = await startRealAirflow({ ...options, onProgress: console.log });
    // It starts with its first request, for which no command waits long enough.
    if (via !== 'cli') await engine.callRest({ method: 'GET', path: '/version', query: '' });
    const environment = { via, timeouts: { command: COMMAND_SECONDS } };
    const bench = new AirflowBench({ environment, engine });
    bench.stopping = [() => engine.stop(), remove, restoreClock];
    await bench.start();
    return bench;
  }

  override async drain(): Promise<void> {
    await drainVirtually(this.run, undefined, LIMIT_MS);
  }

  override async settle(): Promise<number> {
    await whenIdle(this.run, undefined, LIMIT_MS);
    return super.settle();
  }

  override async stop(): Promise<void> {
    await super.stop();
    for (const stop of this.stopping) await stop();
  }
}
