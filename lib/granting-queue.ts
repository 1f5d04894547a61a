import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { CommandSenderOptions } from './commands/command-sender';
import { MeasuredQueue } from './measured-queue';
import type { QueueParts } from './queue-parts';
import { grantForget, grantRead } from './records/command-records';
import { grantReadManifests } from './uploads/manifest-rights';

/**
 * Who may do what with a queue of commands. Users see its methods as those of the class that extends it.
 *
 * @internal
 */
export abstract class GrantingQueue extends MeasuredQueue {
  /** @internal */
  protected abstract readonly _parts: QueueParts;

  /**
   * Allows sending commands (`sqs:SendMessage`, `sqs:GetQueueAttributes`, `sqs:GetQueueUrl`). IAM cannot
   * tell commands apart: who may send may send all of `allowedCommands`, unless there are `senders`, of whom it
   * must be one.
   */
  public grantSend(grantee: IGrantable): Grant {
    return this.queue.grantSendMessages(grantee);
  }

  /**
   * Adds to `senders`, for one that is made after the queue, such as the role of a function that is told its URL.
   *
   * @throws Error when the queue was made without `senders`, the sender is one of them already, or a verb is none of
   *   the queue's `allowedCommands`
   */
  public addSender(options: CommandSenderOptions): void {
    this._parts.senders.add(options);
  }

  /**
   * Allows holding and releasing the environment, and seeing whether it is held (`lambda:UpdateEventSourceMapping`,
   * `lambda:GetEventSourceMapping`). IAM cannot tell one change of the mapping from another: who may hold may also
   * change its batch size or its filter, which deletes what it leaves out, but not the function that it invokes.
   */
  public grantHold(grantee: IGrantable): Grant {
    return this._parts.mapping.grantHold(grantee);
  }

  /**
   * Allows reading the records, and the environment's history and dead letters by their indexes
   * (`dynamodb:GetItem`, `dynamodb:Query`).
   */
  public grantReadRecords(grantee: IGrantable): Grant {
    return grantRead(this._parts.records, grantee);
  }

  /**
   * Allows reading the manifests of large batches (`s3:GetObject`), for the environment's execution role.
   *
   * @throws Error when no upload trigger with `batch` was added before
   */
  public grantReadManifests(grantee: IGrantable): Grant {
    const { manifests } = this._parts.uploads;
    if (manifests !== undefined) return grantReadManifests(manifests, grantee);
    throw new Error('there are no manifests: add an upload trigger with batch first');
  }

  /**
   * Allows looking into all queues of what failed, having it run again, and deleting it, as the runbook does: on the
   * dead-letter queues of commands, uploads and events `sqs:StartMessageMoveTask`, `sqs:ListMessageMoveTasks` and
   * `sqs:CancelMessageMoveTask`; on these, and on those of schedules' firings and undelivered events, which SQS cannot
   * move, `sqs:ReceiveMessage`, `sqs:DeleteMessage` and `sqs:GetQueueAttributes`; on the commands queue and the
   * triggers' queues `sqs:SendMessage`, `sqs:GetQueueAttributes` and `sqs:GetQueueUrl`; and `dynamodb:UpdateItem` of
   * what a record says of its dead letter, which `mwaaq failed drop` takes away. With `encryptionKey` also
   * `kms:Decrypt` and `kms:GenerateDataKey`, through SQS and DynamoDB. What is added later is included. Who may do so
   * may send any command, as with `grantSend`. Not the queue of unannounced outcomes.
   *
   * @param grantee of this account: SQS moves nothing for another
   */
  public grantRedrive(grantee: IGrantable): Grant {
    return this._parts.redrive.grant(grantee).combine(grantForget(this._parts.records, grantee));
  }
}
