import { Duration, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { INDEXED_ATTRIBUTES } from '../../../lambda/contract/record';
import { queueInStack, queueTemplate, statementsOf } from '../../support/template';

describe('the records table', () => {
  it('is kept, backed up, paid by use, and forgets in time', () => {
    queueTemplate().hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        // False means: with the key that DynamoDB owns. There is no table that is not encrypted.
        SSESpecification: { SSEEnabled: false },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });

  it('has the history and the dead letters in order of time, without their output', () => {
    const index = (IndexName: string, hash: string, range: string, others: readonly string[]) => ({
      IndexName,
      KeySchema: [
        { AttributeName: hash, KeyType: 'HASH' },
        { AttributeName: range, KeyType: 'RANGE' },
      ],
      Projection: {
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: [...INDEXED_ATTRIBUTES, ...others],
      },
    });

    queueTemplate().hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        index('history', 'environment', 'sentAt', ['deadLetterOf', 'finishedAt']),
        index('dead-letters', 'deadLetterOf', 'finishedAt', ['environment', 'sentAt']),
      ],
    });
    expect(INDEXED_ATTRIBUTES).not.toContain('stdout');
  });
});

describe('grantReadRecords', () => {
  it('allows reading records and both indexes, and nothing more', () => {
    const { stack, queue } = queueInStack();
    const role = new Role(stack, 'Reader', {
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
    });

    queue.grantReadRecords(role);

    const tableArn = stack.resolve(queue.records.tableArn);
    expect(statementsOf(stack, role)).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:Query'],
        Resource: [
          tableArn,
          { 'Fn::Join': ['', [tableArn, '/index/history']] },
          { 'Fn::Join': ['', [tableArn, '/index/dead-letters']] },
        ],
      },
    ]);
  });
});

describe('recordRetention', () => {
  const daysTold = (recordRetention?: Duration) => {
    const { stack } = queueInStack({ recordRetention });
    return (MWAAQ_RECORDS_RETENTION_DAYS: string) =>
      Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
        Environment: { Variables: { MWAAQ_RECORDS_RETENTION_DAYS } },
      });
  };

  it.each<[string, Duration | undefined, string]>([
    ['the default', undefined, '30'],
    ['the least', Duration.days(30), '30'],
    ['a year', Duration.days(365), '365'],
    ['whole days in hours', Duration.hours(31 * 24), '31'],
  ])('may be %s', (_, recordRetention, days) => {
    daysTold(recordRetention)(days);
  });

  it('may be known only at deployment', () => {
    daysTold(Duration.days(Lazy.number({ produce: () => 45 })))('45');
  });

  it.each([
    [Duration.days(29), 29],
    [Duration.hours(36), 1.5],
    [Duration.hours(31 * 24 + 12), 31.5],
    [Duration.days(0), 0],
  ])('refuses %s', (recordRetention, days) => {
    expect(() => queueTemplate({ recordRetention })).toThrow(
      new Error(
        `recordRetention is ${days} days: give whole days, at least 30: the commands queue and the dead-letter queue each keep a message 14 days, and its record must outlive it`,
      ),
    );
  });
});
