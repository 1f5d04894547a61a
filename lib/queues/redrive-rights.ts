import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { grantKey } from '../keys/key-rights';

/** What it takes to see what a queue holds, to send it on by hand, and to delete it. */
const BY_HAND = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/**
 * By what part a queue plays. SQS itself asks for `BY_HAND` of who has it move messages.
 *
 * Source: Amazon SQS Developer Guide, "Amazon SQS API permissions: Actions and resource reference".
 */
const ACTIONS = {
  /** A dead-letter queue that SQS moves messages from. */
  movable: [
    'sqs:StartMessageMoveTask',
    'sqs:ListMessageMoveTasks',
    'sqs:CancelMessageMoveTask',
    ...BY_HAND,
  ],
  /** One that it does not, since it has not put them there. */
  byHand: BY_HAND,
  /** Where messages go back to. */
  target: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
};

type Part = keyof typeof ACTIONS;

/** Who may have what failed run again: of all queues of an environment, also those that are made later. */
export class RedriveRights {
  private readonly queues: { readonly part: Part; readonly queue: IQueue }[] = [];
  private readonly granted: GrantedQueues[] = [];

  /** Adds a queue for all who were granted the right, and will be. */
  public add(part: Part, queue: IQueue): void {
    this.queues.push({ part, queue });
    for (const rights of this.granted) rights.allow(part, queue);
  }

  public grant(grantee: IGrantable): Grant {
    const rights = new GrantedQueues(grantee);
    this.granted.push(rights);
    return this.queues
      .flatMap(({ part, queue }) => rights.allow(part, queue))
      .reduce((all, grant) => all.combine(grant));
  }
}

/** The rights of one: a statement for each part, however many queues play it. */
class GrantedQueues {
  private readonly grants = new Map<Part, Grant>();

  constructor(private readonly grantee: IGrantable) {}

  /** @returns what was granted anew */
  public allow(part: Part, queue: IQueue): readonly Grant[] {
    return [...this.allowQueue(part, queue), ...this.allowKey(queue)];
  }

  private allowQueue(part: Part, { queueArn }: IQueue): readonly Grant[] {
    const known = this.grants.get(part);
    for (const statement of known?.principalStatements ?? []) statement.addResources(queueArn);
    if (known !== undefined) return [];
    const { grantee } = this;
    const grant = Grant.addToPrincipal({
      grantee,
      actions: [...ACTIONS[part]],
      resourceArns: [queueArn],
    });
    this.grants.set(part, grant);
    return [grant];
  }

  private allowKey({ encryptionMasterKey: key }: IQueue): readonly Grant[] {
    // CDK writes the same statement once.
    return key === undefined ? [] : [grantKey(key, this.grantee, 'sqs', 'send')];
  }
}
