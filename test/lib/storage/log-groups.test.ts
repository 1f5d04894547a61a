import { Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { AirflowCommand, type MwaaCommandQueueProps } from '../../../lib';
import { environmentTemplate } from '../../support/app';
import { refusalOf, withEnvironment } from '../../support/config';
import { propertiesOf, queueInStack, queueTemplate } from '../../support/template';

/** Of the log groups of an environment with a trigger of each kind. */
function retentions(props: Partial<MwaaCommandQueueProps>): readonly unknown[] {
  const { stack, queue } = queueInStack(props);
  queue.addUploadTrigger('upload', { bucket: new Bucket(stack, 'Bucket'), dagId: 'load' });
  queue.addEventTrigger('event', {
    eventPattern: { source: ['shop'] },
    eventBus: new EventBus(stack, 'Bus'),
    command: AirflowCommand.text('version'),
  });
  return retentionsIn(Template.fromStack(stack));
}

function retentionsIn(template: Template): readonly unknown[] {
  // One that keeps all has no properties at all.
  type Properties = { readonly RetentionInDays: unknown } | undefined;
  return propertiesOf<Properties>(template, 'AWS::Logs::LogGroup').map((p) => p?.RetentionInDays);
}

describe('logRetention', () => {
  it('is three months by default, and of all log groups the same', () => {
    expect(retentions({})).toEqual([90, 90, 90, 90]);
    expect(retentions({ logRetention: RetentionDays.ONE_WEEK })).toEqual([7, 7, 7, 7]);
  });

  it('may be without end', () => {
    expect(retentions({ logRetention: RetentionDays.INFINITE })).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('refuses days that CloudWatch Logs does not know', () => {
    const logRetention: RetentionDays = Number('8');

    expect(() => queueTemplate({ logRetention })).toThrow(
      /^logRetention is 8 days: give one of 1, 3, 5, 7, 14, 30, .*, 3653, or INFINITE$/,
    );
  });

  it('may be known only at deployment', () => {
    const logRetention: RetentionDays = Lazy.number({ produce: () => 8 });

    expect(retentionsIn(queueTemplate({ logRetention }))).toEqual([8, 8]);
  });
});

describe("the app's logRetentionDays", () => {
  it('are those of all log groups', () => {
    expect(retentionsIn(environmentTemplate({ logRetentionDays: 400 }))).toEqual([400, 400]);
  });

  it.each([0, 8, 9999, 1.5])('are not %d', (logRetentionDays) => {
    expect(refusalOf(withEnvironment({ logRetentionDays }))).toMatch(
      /^mwaa-cli-queue\.environments\[0\]\.logRetentionDays is \S+: (give one of 1, 3, 5, .*, 3653|Invalid input: .*)$/,
    );
  });
});
