import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../process';

const FOLDER = path.join(ROOT, 'examples');

/** The example apps: each folder that the CDK CLI can be started in. */
export const EXAMPLES: readonly string[] = readdirSync(FOLDER).filter((name) =>
  existsSync(path.join(FOLDER, name, 'cdk.json')),
);

export const exampleFolder = (name: string) => path.join(FOLDER, name);

/** The role that an MWAA environment acts as. */
const EXECUTION_ROLE = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'airflow-env.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

/** What an example's reader has already, as a script that makes it, by the example's name. */
const BEFORE: Readonly<Record<string, string>> = {
  'data-lake': `aws s3api create-bucket --bucket company-raw-zone &&
aws s3api create-bucket --bucket partner-exports &&
aws iam create-role --role-name my-environment-execution-role --assume-role-policy-document '${EXECUTION_ROLE}'`,
};

/** Makes what an example needs before it is deployed; most need nothing. */
export function beforeExample(name: string): string {
  return BEFORE[name] ?? 'true';
}

/** What an example's reader says to the CDK CLI, by the example's name. */
export const EXAMPLE_OPTIONS: Readonly<Record<string, string>> = {
  ci: '-c githubProvider=existing',
};
