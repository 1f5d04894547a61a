import * as path from 'node:path';
import { ensureVenv, type InstallOptions } from '../../../local/mwaa/real/venv';
import { localFolder } from '../../../local/project';
import { ROOT } from '../process';

/** The account and the region that MiniStack stands for, and its root user. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The virtual environment with MiniStack, the AWS CLI and cfn-lint, which the first call installs. */
export function ensureTools(options: InstallOptions = {}): Promise<string> {
  const installation = {
    what: 'MiniStack',
    requirements: path.join(__dirname, 'requirements.txt'),
    folder: localFolder('ministack'),
  };
  return ensureVenv(installation, options);
}

/** Node and CDK as the project has them, then what is installed from PyPI, then what the machine has. */
export function searchPath(venv: string): string {
  const folders = [path.join(ROOT, 'node_modules', '.bin'), path.join(venv, 'bin')];
  return [...folders, process.env.PATH].join(path.delimiter);
}
