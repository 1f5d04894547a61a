import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** Has Lambda hand the commands to the runner, one by one. While it is switched off, the environment is held. */
export class CommandsMapping {
  private readonly source: SqsEventSource;

  constructor(
    queue: IQueue,
    private readonly runner: LambdaFunction,
  ) {
    this.source = new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true });
    runner.addEventSource(this.source);
  }

  /** Its UUID. */
  public get id(): string {
    return this.source.eventSourceMappingId;
  }

  /**
   * Allows looking at it and changing it, but not putting another function in the runner's place.
   *
   * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Lambda"; AWS Lambda
   * Developer Guide, "Resources and conditions for Lambda actions", for what the key restricts.
   */
  public grantHold(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      resourceArns: [this.source.eventSourceMappingArn],
      // "If exists", since AWS does not say that a request which names no function has the key.
      conditions: { ArnEqualsIfExists: { 'lambda:FunctionArn': this.runner.functionArn } },
    });
  }
}
