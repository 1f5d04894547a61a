import { rmSync, writeFileSync } from 'node:fs';
import type { LocalStackFile } from '../cli/deployment/local';
import type { LocalRun } from './run';
import { CREDENTIALS, REGION } from './stack/account';

/** Tells mwaaq of a stack on this machine, until it is removed. @returns what removes it */
export function writeRunningFile(file: string, { stack, standIn }: LocalRun): () => void {
  const { endpoint, dynamodbEndpoint, lambdaEndpoint } = stack;
  const content: LocalStackFile = {
    place: {
      region: REGION,
      credentials: CREDENTIALS,
      endpoints: {
        sqs: endpoint,
        dynamodb: dynamodbEndpoint,
        lambda: lambdaEndpoint,
        mwaa: standIn.apiUrl,
      },
      webServer: { address: standIn.webServerAddress, authority: standIn.authority },
    },
    stacks: Object.fromEntries(stack.outputs),
  };
  writeFileSync(file, JSON.stringify(content, null, 2));
  return () => rmSync(file, { force: true });
}
