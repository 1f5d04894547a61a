/** `npm start`: the stack on this machine, until Ctrl-C. */
import * as path from 'node:path';
import { RECORDS_TABLE } from '../lambda/contract/record';
import { Narrator } from './demo/narrator';
import { startEngines, stopEngines } from './engines';
import { main } from './main';
import { readOptions } from './options';
import { localFolder, projectConfig } from './project';
import { type LocalRun, type EnvironmentOutputs as Outputs, runLocally } from './run';
import { writeRunningFile } from './running-file';
import { CREDENTIALS, REGION } from './stack/account';

const HISTORY = RECORDS_TABLE.history;

void main(async (signal, atEnd) => {
  const { airflow } = readOptions(process.argv.slice(2));
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const narrator = new Narrator(write);
  const { environments } = projectConfig();
  const engines = await startEngines(environments, airflow, { onProgress: write, signal });
  atEnd(() => stopEngines(engines));
  const run = await runLocally({ engines, onEvent: narrator.onEvent, onRan: narrator.onRan });
  atEnd(() => run.stop());
  const remove = writeRunningFile(path.join(localFolder(), 'running.json'), run);
  atEnd(async () => remove());
  for (const [name, { version }] of engines) write(`${name} runs Airflow ${version}`);
  write(invitation(run));
  return new Promise<number>(() => {}); // until Ctrl-C
});

/** A key that the environment's first upload trigger takes. */
function sampleKey(environmentName: string): string {
  const environment = projectConfig().environments.find(({ name }) => name === environmentName);
  const { prefix = '', suffix = '', marker, keyPattern } = environment?.uploads[0] ?? {};
  if (keyPattern !== undefined) return keyPattern.replace(/\{[^{}]*\}|\*+/g, 'x');
  return `${prefix}${marker ?? `my file${suffix}`}`;
}

/** What to paste into another terminal. */
function invitation({ stack, environments }: LocalRun): string {
  return [
    '',
    'In another terminal, with the command line of this project (docs/cli.md):',
    '',
    ...environments.map(
      ({ EnvironmentName }) => `  npx mwaaq run --local -e ${EnvironmentName} "version"`,
    ),
    '  npx mwaaq status --local',
    '',
    'or with the ordinary AWS CLI:',
    '',
    `  export AWS_ACCESS_KEY_ID=${CREDENTIALS.accessKeyId} AWS_SECRET_ACCESS_KEY=${CREDENTIALS.secretAccessKey} AWS_DEFAULT_REGION=${REGION}`,
    ...environments.flatMap((environment) => commandsFor(environment, stack)),
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

function commandsFor(
  outputs: Outputs,
  { endpoint, dynamodbEndpoint, lambdaEndpoint }: LocalRun['stack'],
): readonly string[] {
  const { EnvironmentName, QueueUrl, DeadLetterQueueUrl, UploadBucket, RecordsTableName } = outputs;
  const mapping = `--uuid ${outputs.RunnerEventSourceMappingId}`;
  const aws = (command: string, at = endpoint) => `  aws ${command} --endpoint-url ${at}`;
  return [
    '',
    `  # ${EnvironmentName}: run a command, upload a file, read what was done and what failed`,
    `${aws('sqs send-message')} --queue-url ${QueueUrl} --message-group-id ${EnvironmentName} --message-deduplication-id "$(date +%s%N)" --message-body "version"`,
    ...(UploadBucket === undefined
      ? []
      : [`${aws('s3 cp')} README.md "s3://${UploadBucket}/${sampleKey(EnvironmentName)}"`]),
    `${aws('dynamodb query', dynamodbEndpoint)} --table-name ${RecordsTableName} --index-name ${HISTORY.indexName} --no-scan-index-forward --key-condition-expression '${HISTORY.partitionKey} = :e' --expression-attribute-values '{":e": {"S": "${EnvironmentName}"}}'`,
    `${aws('sqs receive-message')} --queue-url ${DeadLetterQueueUrl} --message-attribute-names All`,
    `  # ${EnvironmentName}: hold it, release it, and see whether it is held, and since when`,
    `${aws('lambda update-event-source-mapping', lambdaEndpoint)} ${mapping} --no-enabled`,
    `${aws('lambda update-event-source-mapping', lambdaEndpoint)} ${mapping} --enabled`,
    `${aws('lambda get-event-source-mapping', lambdaEndpoint)} ${mapping} --query '[State, LastModified]'`,
  ];
}
