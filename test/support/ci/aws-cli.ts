import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../temporary-folder';

/** Where this machine has the AWS CLI, if it has one that runs. */
export function findAwsCli(): string | undefined {
  try {
    const found = execFileSync('sh', ['-c', 'command -v aws && aws --version >&2'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return found.trim();
  } catch {
    return undefined;
  }
}

/** A folder with an `aws` that is that one. */
export function awsCliFolder(file: string): string {
  // Version 1 looks for SQS at AWS whatever its variable says, unless it is told so in the call.
  return folderWith(`
    case $1 in
      sqs) exec '${file}' "$@" --endpoint-url "$AWS_ENDPOINT_URL_SQS" ;;
      *) exec '${file}' "$@" ;;
    esac`);
}

/** A folder with an `aws` that is the stand-in. */
export function standInFolder(): string {
  const standIn = path.join(__dirname, 'aws-stand-in.ts');
  return folderWith(`exec '${process.execPath}' --import tsx '${standIn}' "$@"`);
}

function folderWith(program: string): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'aws'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  return folder;
}
