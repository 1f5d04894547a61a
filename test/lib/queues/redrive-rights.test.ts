import type { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { AirflowCommand, MwaaCommandQueue } from '../../../lib';
import { ENVIRONMENT, emptyStack, queueInStack, statementsOf } from '../../support/template';

const command = AirflowCommand.text('version');

function addAll(stack: Stack, queue: MwaaCommandQueue): readonly IQueue[] {
  const bucket = new Bucket(stack, 'Bucket');
  const upload = queue.addUploadTrigger('upload', { bucket, dagId: 'load' });
  const event = queue.addEventTrigger('event', {
    eventPattern: { source: ['shop'] },
    eventBus: new EventBus(stack, 'Bus'),
    command,
  });
  queue.addSchedule('s', { schedule: ScheduleExpression.expression('rate(1 day)'), command });
  return [upload.eventsQueue, event.eventsQueue];
}

const userIn = (stack: Stack) => Role.fromRoleName(stack, 'User', 'operator');

const textsOf = (values: readonly unknown[]) => values.map((v) => JSON.stringify(v)).toSorted();

const isOfQueues = ({ Action }: { readonly Action?: unknown }) =>
  [Action].flat().every((action) => String(action).startsWith('sqs:'));

/** What is allowed, and on which queues in any order. */
function rightsOf(stack: Stack, user: IRole) {
  return statementsOf(stack, user)
    .filter(isOfQueues)
    .map(({ Action, Resource }) => ({
      actions: Action,
      queues: textsOf([Resource].flat()),
    }));
}

const BY_HAND = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

describe('grantRedrive', () => {
  it('allows to move, to look and delete, and to send back, each on its queues', () => {
    const { stack, queue } = queueInStack();
    const targets = addAll(stack, queue);
    const user = userIn(stack);

    expect(queue.grantRedrive(user).success).toBe(true);

    const arnsOf = (...queues: (IQueue | undefined)[]) =>
      textsOf(queues.map((one) => stack.resolve(one?.queueArn)));
    const { deadLetterQueue, uploadDeadLetterQueue, eventDeadLetterQueue } = queue;
    expect(rightsOf(stack, user)).toEqual([
      {
        actions: [
          'sqs:StartMessageMoveTask',
          'sqs:ListMessageMoveTasks',
          'sqs:CancelMessageMoveTask',
          ...BY_HAND,
        ],
        queues: arnsOf(deadLetterQueue, uploadDeadLetterQueue, eventDeadLetterQueue),
      },
      {
        actions: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
        queues: arnsOf(queue.queue, ...targets),
      },
      {
        actions: BY_HAND,
        queues: arnsOf(queue.scheduleDeadLetterQueue, queue.undeliveredEventQueue),
      },
    ]);
  });

  it('is the same for what is added after it', () => {
    const [before, after] = [queueInStack(), queueInStack()];
    const [late, early] = [userIn(before.stack), userIn(after.stack)];
    addAll(before.stack, before.queue);
    before.queue.grantRedrive(late);
    after.queue.grantRedrive(early);
    addAll(after.stack, after.queue);

    expect(rightsOf(after.stack, early)).toHaveLength(3);
    expect(rightsOf(after.stack, early)).toEqual(rightsOf(before.stack, late));
  });

  it('is for commands alone as long as there is nothing else', () => {
    const { stack, queue } = queueInStack();
    const user = userIn(stack);
    queue.grantRedrive(user);

    const ofQueues = statementsOf(stack, user).filter(isOfQueues);
    expect(ofQueues.map(({ Resource }) => Resource)).toEqual([
      stack.resolve(queue.deadLetterQueue.queueArn),
      stack.resolve(queue.queue.queueArn),
    ]);
  });

  it('allows to note in a record that its dead letter is no more, and nothing else of it', () => {
    const { stack, queue } = queueInStack();
    const user = userIn(stack);
    queue.grantRedrive(user);

    expect(statementsOf(stack, user).filter((one) => !isOfQueues(one))).toEqual([
      {
        Effect: 'Allow',
        Action: 'dynamodb:UpdateItem',
        Resource: stack.resolve(queue.records.tableArn),
        Condition: {
          'ForAllValues:StringEquals': {
            'dynamodb:Attributes': ['id', 'deadLetterOf', 'event', 'attempts'],
          },
          Null: { 'dynamodb:Attributes': 'false' },
          StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
        },
      },
    ]);
  });

  it('comes once with what moving takes of a key', () => {
    const stack = emptyStack();
    const encryptionKey = new Key(stack, 'Key');
    const props = { environmentName: ENVIRONMENT, encryptionKey };
    const queue = new MwaaCommandQueue(stack, 'Queue', props);
    const user = userIn(stack);
    queue.grantRedrive(user);
    addAll(stack, queue);

    const kms = statementsOf(stack, user).filter(({ Action }) => String(Action).includes('kms:'));
    const through = (service: string) => ({
      StringEquals: {
        'kms:ViaService': {
          'Fn::Join': ['', [`${service}.`, expect.anything(), '.amazonaws.com']],
        },
      },
    });
    const rest = { Effect: 'Allow', Resource: stack.resolve(encryptionKey.keyArn) };
    const [send, read] = [['kms:Decrypt', 'kms:GenerateDataKey'], 'kms:Decrypt'];
    expect(kms).toEqual([
      { ...rest, Action: send, Condition: through('sqs') },
      { ...rest, Action: read, Condition: through('dynamodb') },
    ]);
  });
});
