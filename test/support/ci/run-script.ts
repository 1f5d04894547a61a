import { execFile } from 'node:child_process';
import { exampleFile } from '../examples';
import { ROOT } from '../process';

export interface ScriptResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the example's script by bash, with nothing of this process's environment but its PATH.
 *
 * @param awsFolder where the AWS CLI is, before all else of the PATH
 */
export function runScript(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  awsFolder: string,
): Promise<ScriptResult> {
  const env = { HOME: process.env.HOME, PATH: `${awsFolder}:${process.env.PATH}`, ...variables };
  const script = exampleFile('ci', 'run-command.sh');
  return new Promise((resolve) => {
    execFile('bash', [script, ...args], { cwd: ROOT, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
