import { join } from 'node:path';
import type { AirflowHome } from './settings';
import type { Program } from './supervisor';

/**
 * The processes without which no DAG run ends. Airflow 2's scheduler also reads the DAG files and
 * runs the tasks; Airflow 3 has a process for the files, and tasks that talk to its API server.
 */
export function programs(venv: string, home: AirflowHome, apiPort: number | undefined): Program[] {
  const program = (name: string, ...args: string[]): Program => ({
    name,
    command: [join(venv, 'bin', 'airflow'), name, ...args],
    log: join(home.logs, `${name}.log`),
  });
  // The log server would want the same port in every environment of this machine.
  const scheduler = program('scheduler', '--skip-serve-logs');
  if (apiPort === undefined) {
    return [scheduler];
  }
  const address = ['--host', '127.0.0.1', '--port', String(apiPort)];
  return [
    scheduler,
    program('dag-processor'),
    program('api-server', '--apps', 'execution', '--workers', '1', ...address),
  ];
}
