import * as path from 'node:path';
import { ensureVenv, type InstallOptions } from '../../../local/mwaa/real/venv';
import { localFolder } from '../../../local/project';

/** The virtual environment with CDK for Python and what makes wheels, which the first call installs. */
export function ensurePython(options: InstallOptions = {}): Promise<string> {
  const installation = {
    what: 'CDK for Python',
    requirements: path.join(__dirname, 'requirements.txt'),
    folder: localFolder('python'),
  };
  return ensureVenv(installation, options);
}
