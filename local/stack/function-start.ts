import { type ChildProcess, fork } from 'node:child_process';
import * as path from 'node:path';
import { clockAhead } from '../clock';
import type { FunctionSpec } from './function-host';

/** Starts a process that handles a function's events, with the environment that Lambda gives it and the clock of all. */
export function startProcess(spec: FunctionSpec): ChildProcess {
  return fork(path.join(__dirname, 'function-process.mts'), [String(clockAhead())], {
    execArgv: ['--disable-warning=ExperimentalWarning', ...memoryFlags(spec)],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    cwd: spec.folder,
    env: {
      ...spec.variables,
      _HANDLER: spec.handler,
      LAMBDA_TASK_ROOT: spec.folder,
      AWS_LAMBDA_FUNCTION_NAME: spec.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
      TZ: ':UTC',
    },
  });
}

/** As Lambda's own bootstrap has them: else Node would take as much as this machine has. */
export function memoryFlags({ memoryMb }: Pick<FunctionSpec, 'memoryMb'>): readonly string[] {
  const newSpace = Math.floor(memoryMb / 10);
  const semiSpace = Math.floor(newSpace / 2);
  return [
    '--expose-gc',
    `--max-semi-space-size=${semiSpace}`,
    `--max-old-space-size=${memoryMb - newSpace}`,
  ];
}
