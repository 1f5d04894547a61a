import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lambdaClient, MappingSwitch } from '../../../local/mapping-switch';
import { waitUntil } from '../../../local/wait';
import { isAlive, RunningProgram, runProgram } from '../../support/process';

const client = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

describe('npm start', () => {
  let program: RunningProgram;
  let endpoint: string;

  beforeAll(async () => {
    program = new RunningProgram('npm', ['start']);
    [, endpoint = ''] = await program.printed(/--endpoint-url (\S+)[\s\S]*Ctrl-C stops it/);
  });

  afterAll(() => {
    if (isAlive(program.group)) process.kill(-program.group, 'SIGKILL');
  });

  it('prints commands that work, runs what they send, and leaves no process after Ctrl-C', async () => {
    const [, QueueUrl] =
      /--queue-url (\S+) --message-group-id MyEnvironment /.exec(program.output) ?? [];
    const sqs = new SQSClient({ ...client, endpoint });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'version',
        MessageGroupId: 'MyEnvironment',
        MessageDeduplicationId: 'start-test-1',
      }),
    );
    await program.printed(/succeeded\s+MyEnvironment: version/);

    const [, dynamodbEndpoint, TableName] =
      /aws dynamodb query --endpoint-url (\S+) --table-name (\S+)/.exec(program.output) ?? [];
    const dynamodb = new DynamoDBClient({ ...client, endpoint: dynamodbEndpoint });
    const history = new QueryCommand({
      TableName,
      IndexName: 'history',
      KeyConditionExpression: 'environment = :e',
      ExpressionAttributeValues: { ':e': { S: 'MyEnvironment' } },
    });
    const { Items = [] } = await dynamodb.send(history);
    dynamodb.destroy();
    expect(Items.map(({ command }) => command?.S)).toEqual(['version']);

    const [, mwaaq = ''] = /^ *(npx mwaaq run .*MyEnvironment .*)$/m.exec(program.output) ?? [];
    const { code, output } = await runProgram('sh', ['-c', mwaaq]);
    expect(code, output).toBe(0);
    expect(output).toMatch(/^2\.11\.2$/m);

    const [, Bucket] = /s3:\/\/(\S+?)\/incoming/.exec(program.output) ?? [];
    const s3 = new S3Client({ ...client, endpoint, forcePathStyle: true });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'incoming/my file.csv', Body: 'a' }));
    await program.printed(/succeeded\s+MyEnvironment: run s3__my_file\.csv__/);

    const [, lambdaEndpoint = '', mapping = ''] =
      /aws lambda update-event-source-mapping --endpoint-url (\S+) --uuid (\S+) --no-enabled/.exec(
        program.output,
      ) ?? [];
    const lambda = lambdaClient(lambdaEndpoint);
    await new MappingSwitch(lambda, mapping).hold();
    lambda.destroy();

    program.interrupt();
    const gone = async () => !isAlive(program.group);
    await waitUntil('no process of the group is left', gone, 20_000);
  });
});
