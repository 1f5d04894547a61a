/** `npm start`: the stack on this machine, until Ctrl-C. */
import { Narrator } from './demo/narrator';
import { startEngines, stopEngines } from './engines';
import { main } from './main';
import { readOptions } from './options';
import { projectConfig } from './project';
import { type LocalRun, runLocally } from './run';
import { CREDENTIALS, REGION } from './stack/aws-server';

void main(async (signal, atEnd) => {
  const { airflow } = await readOptions(process.argv.slice(2));
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const narrator = new Narrator(write);
  const { environments } = projectConfig();
  const engines = await startEngines(environments, { airflow, onProgress: write, signal });
  atEnd(() => stopEngines(engines));
  const run = await runLocally({ engines, onEvent: narrator.onEvent, onRan: narrator.onRan });
  atEnd(() => run.stop());
  for (const [name, { version }] of engines) write(`${name} runs Airflow ${version}`);
  write(invitation(run));
  return new Promise<number>(() => {}); // until Ctrl-C
});

/** A key that the environment's first upload trigger takes. */
function sampleKey(environmentName: string): string {
  const environment = projectConfig().environments.find(({ name }) => name === environmentName);
  const { prefix = '', suffix = '' } = environment?.uploads[0] ?? {};
  return `${prefix}my file${suffix}`;
}

/** What to paste into another terminal. */
function invitation({ stack, environments }: LocalRun): string {
  const aws = (service: string) => `aws ${service} --endpoint-url ${stack.endpoint}`;
  return [
    '',
    'In another terminal, with the ordinary AWS CLI:',
    '',
    `  export AWS_ACCESS_KEY_ID=${CREDENTIALS.accessKeyId} AWS_SECRET_ACCESS_KEY=${CREDENTIALS.secretAccessKey} AWS_DEFAULT_REGION=${REGION}`,
    ...environments.flatMap(({ EnvironmentName, QueueUrl, DeadLetterQueueUrl, UploadBucket }) => [
      '',
      `  # ${EnvironmentName}`,
      `  ${aws('sqs send-message')} --queue-url ${QueueUrl} --message-group-id ${EnvironmentName} --message-deduplication-id "$(date +%s%N)" --message-body "version"`,
      ...(UploadBucket === undefined
        ? []
        : [`  ${aws('s3 cp')} README.md "s3://${UploadBucket}/${sampleKey(EnvironmentName)}"`]),
      `  ${aws('sqs receive-message')} --queue-url ${DeadLetterQueueUrl} --message-attribute-names All`,
    ]),
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}
