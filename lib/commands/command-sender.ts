import { Token } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';

/**
 * The unique id of a role or of a user: 16 to 128 characters.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const UNIQUE_ID = {
  pattern: /^A(?:ROA|IDA)[A-Z0-9]{12,124}$/,
  rule: 'give the unique id of a role (AROA…) or of a user (AIDA…)',
} as const;

/**
 * Who sends commands, as SQS tells it (`SenderId`): a role, whatever its sessions are called, or a user.
 *
 * @example
 *
 * import { Stack } from 'aws-cdk-lib';
 * import { Role } from 'aws-cdk-lib/aws-iam';
 * import { CommandSender, MwaaCommandQueue } from 'mwaa-cli-queue';
 *
 * declare const stack: Stack;
 * declare const deployer: Role;
 *
 * const queue = new MwaaCommandQueue(stack, 'Queue', {
 *   environmentName: 'MyEnvironment',
 *   senders: [{ sender: CommandSender.role(deployer), allowedCommands: ['dags unpause'] }],
 * });
 * queue.grantSend(deployer);
 */
export class CommandSender {
  /**
   * A role that this app makes. When it is in another stack, the queue's stack depends on that one.
   *
   * @throws Error for an imported role, whose unique id CDK does not know: use `uniqueId`
   */
  public static role(role: IRole): CommandSender {
    if ('roleId' in role && typeof role.roleId === 'string') return new CommandSender(role.roleId);
    throw new Error(
      `the role ${role.node.path} is none that this app makes, so its unique id is not known: find it with "aws iam get-role --role-name … --query Role.RoleId", and give CommandSender.uniqueId("AROA…")`,
    );
  }

  /**
   * A role or a user by its unique id, which IAM gives it for good: one that is deleted and made again has another.
   *
   * @param id `AROA…` or `AIDA…`; `aws iam get-role --query Role.RoleId` and `aws iam get-user --query User.UserId` tell it
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
   * @throws Error for anything else, such as a name, an ARN or an id with a session's name
   */
  public static uniqueId(id: string): CommandSender {
    if (Token.isUnresolved(id) || UNIQUE_ID.pattern.test(id)) return new CommandSender(id);
    throw new Error(`the sender ${JSON.stringify(id)} is no unique id: ${UNIQUE_ID.rule}`);
  }

  /** Its unique id. */
  public readonly senderId: string;

  private constructor(senderId: string) {
    this.senderId = senderId;
  }
}

/** A sender, and what it may send. */
export interface CommandSenderOptions {
  /** Who sends. */
  readonly sender: CommandSender;

  /**
   * The verbs that it may send, each one of the queue's own `allowedCommands`.
   *
   * @default - all of them
   */
  readonly allowedCommands?: string[];
}
