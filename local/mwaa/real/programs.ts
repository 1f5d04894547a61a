import { join } from 'node:path';
import type { AirflowHome } from './settings';
import type { Program } from './supervisor';

/**
 * The processes without which no DAG run ends. Airflow 2's scheduler also reads the DAG files and
 * runs the tasks; Airflow 3 has a process for the files, and tasks that talk to its API server.
 */
export function programs(venv: string, home: AirflowHome, apiPort: number | undefined): Program[] {
  const program = (name: string, ...args: string[]) => airflow(venv, home, name, args);
  // The log server would want the same port in every environment of this machine.
  const scheduler = program('scheduler', '--skip-serve-logs');
  if (apiPort === undefined) {
    return [scheduler];
  }
  return [
    scheduler,
    program('dag-processor'),
    program('api-server', '--apps', 'execution', ...oneWorker('--host', apiPort)),
  ];
}

/** What serves the REST API, which no DAG run needs: a process of its own also in Airflow 3. */
export function restProgram(
  venv: string,
  home: AirflowHome,
  { major, port }: { readonly major: number; readonly port: number },
): Program {
  return major >= 3
    ? airflow(venv, home, 'api-server', ['--apps', 'core', ...oneWorker('--host', port)], 'rest')
    : airflow(venv, home, 'webserver', oneWorker('--hostname', port));
}

function oneWorker(hostOption: string, port: number): readonly string[] {
  return ['--workers', '1', hostOption, '127.0.0.1', '--port', String(port)];
}

function airflow(
  venv: string,
  home: AirflowHome,
  command: string,
  args: readonly string[],
  name = command,
): Program {
  return {
    name,
    command: [join(venv, 'bin', 'airflow'), command, ...args],
    log: join(home.logs, `${name}.log`),
  };
}
