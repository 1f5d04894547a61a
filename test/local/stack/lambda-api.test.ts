import {
  GetFunctionCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lambdaClient, MappingSwitch } from '../../../local/mapping-switch';
import { fifoQueue, functionOf, mappingOf, runStack } from '../../support/local-stack';

const LOGGER = `exports.handler = async ({ Records }) => {
  for (const { body } of Records) console.log(JSON.stringify({ got: body }));
};`;

const HERE = 'us-east-1:000000000000';

/** Two queues, each with a function and its mapping. */
async function testStack() {
  const { stack, events, queueUrl } = await runStack(
    {
      Commands: fifoQueue(60),
      Runner: functionOf('logger'),
      Mapping: mappingOf('Commands', 'Runner'),
      Uploads: { Type: 'AWS::SQS::Queue' },
      Trigger: functionOf('logger'),
      Other: mappingOf('Uploads', 'Trigger', 10),
    },
    { sources: { logger: LOGGER } },
  );
  const client = lambdaClient(stack.lambdaEndpoint);
  onTestFinished(() => client.destroy());
  return { stack, events, queueUrl, client, commands: new MappingSwitch(client, 'Stack-Mapping') };
}

/** The ids of the mappings that are listed. */
async function listed(filter: { EventSourceArn?: string; FunctionName?: string }) {
  const { client } = await testStack();
  const { EventSourceMappings = [] } = await client.send(
    new ListEventSourceMappingsCommand(filter),
  );
  return EventSourceMappings.map(({ UUID }) => UUID);
}

it('the API of Lambda listens on this machine only', async () => {
  const { stack } = await testStack();

  expect(stack.lambdaEndpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('the API of Lambda tells what a mapping is', async () => {
  const { commands } = await testStack();

  expect(await commands.get()).toMatchObject({
    UUID: 'Stack-Mapping',
    EventSourceArn: `arn:aws:sqs:${HERE}:Stack-Commands.fifo`,
    FunctionArn: `arn:aws:lambda:${HERE}:function:Stack-Runner`,
    BatchSize: 1,
    MaximumBatchingWindowInSeconds: 0,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    State: 'Enabled',
    StateTransitionReason: 'USER_INITIATED',
    LastModified: expect.any(Date),
  });
});

it.each([
  [{}, ['Stack-Mapping', 'Stack-Other']],
  [{ EventSourceArn: `arn:aws:sqs:${HERE}:Stack-Commands.fifo` }, ['Stack-Mapping']],
  [{ FunctionName: 'Stack-Trigger' }, ['Stack-Other']],
  [{ FunctionName: `arn:aws:lambda:${HERE}:function:Stack-Trigger` }, ['Stack-Other']],
  [{ EventSourceArn: `arn:aws:sqs:${HERE}:Stack-Uploads`, FunctionName: 'Stack-Runner' }, []],
])('the API of Lambda lists the mappings of %j', async (filter, ids) => {
  expect(await listed(filter)).toEqual(ids);
});

describe('a mapping', () => {
  it('that is switched off stays off until it is switched on, and tells since when', async () => {
    const { stack, events, queueUrl, commands } = await testStack();
    const enabledAt = (await commands.get()).LastModified ?? new Date(0);

    expect((await commands.set(false)).State).toBe('Disabling');
    await commands.becomes('Disabled');
    await stack.sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl('Commands.fifo'),
        MessageBody: 'version',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
      }),
    );

    const off = await commands.get();
    expect(off.LastModified?.getTime()).toBeGreaterThan(enabledAt.getTime());
    expect(await stack.queueState(queueUrl('Commands.fifo'))).toMatchObject({
      messages: 1,
      busy: false,
    });
    expect(events).toEqual([]);

    expect((await commands.set(true)).State).toBe('Enabling');
    await commands.becomes('Enabled');
    await expect.poll(() => events).toHaveLength(1);
  });

  it('leaves the others as they are', async () => {
    const { client, commands } = await testStack();

    await commands.hold();

    expect((await new MappingSwitch(client, 'Stack-Other').get()).State).toBe('Enabled');
  });

  it('is refused while it is between two states', async () => {
    const { commands } = await testStack();
    await commands.set(false);

    await expect(commands.set(true)).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Cannot update the event source mapping because it is in use.',
      $metadata: { httpStatusCode: 400 },
    });

    await commands.becomes('Disabled');
  });

  it('that there is none of is not found', async () => {
    const { client } = await testStack();
    const none = new MappingSwitch(client, 'no-such-mapping');

    for (const asked of [none.get(), none.set(true)]) {
      await expect(asked).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        $metadata: { httpStatusCode: 404 },
      });
    }
  });

  it('is changed in nothing but whether it is on', async () => {
    const { client } = await testStack();
    const UUID = 'Stack-Mapping';

    await expect(
      client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true, BatchSize: 5 })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(/^the local stack cannot do this: .*BatchSize/),
    });
  });
});

it('the API of Lambda refuses what it does not know', async () => {
  const { client } = await testStack();

  await expect(
    client.send(new GetFunctionCommand({ FunctionName: 'Stack-Runner' })),
  ).rejects.toThrow(
    'the local stack does not know GET /2015-03-31/functions/Stack-Runner: teach local/stack/lambda-api.ts',
  );
});
