import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createDeadLetterQueue } from './queues';

/** A standard queue that is made when something first needs it. */
export class LazyQueue {
  private made: Queue | undefined;

  /** @param complete told of the queue when it is made, to add what belongs to it */
  constructor(
    private readonly scope: Construct,
    private readonly id: string,
    private readonly encryptionKey: IKey | undefined,
    private readonly complete: (queue: Queue) => void,
  ) {}

  /** None before something needed it. */
  public get ifMade(): Queue | undefined {
    return this.made;
  }

  /** The queue, made now if it was not before. */
  public need(): Queue {
    if (this.made === undefined) {
      this.made = createDeadLetterQueue(this.scope, this.id, {
        encryptionMasterKey: this.encryptionKey,
      });
      this.complete(this.made);
    }
    return this.made;
  }
}
