/** How many characters the unique id of a role or a user has (IAM API reference, `RoleId`). */
export const UNIQUE_ID_LENGTH = { least: 16, most: 128 } as const;

/** Senders that may send the same verbs, as the constructs tell the runner (JSON in one variable, a list of these). */
export interface SenderGroup {
  /** Unique ids of IAM roles and users. */
  readonly ids: readonly string[];
  /** In today's spelling. @default - all that the deployment allows */
  readonly verbs?: readonly string[];
}

/**
 * The unique id in what SQS tells of a sender: a role's session has the session's name behind it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function uniqueIdOf(senderId: string): string {
  return senderId.split(':', 1).join();
}

/** @returns the verbs that a sender may send; none for one that no group names */
export function verbsOf(
  senderId: string,
  groups: readonly SenderGroup[],
  allowedCommands: readonly string[],
): readonly string[] {
  const id = uniqueIdOf(senderId);
  const own = groups.filter(({ ids }) => ids.includes(id));
  return [...new Set(own.flatMap(({ verbs = allowedCommands }) => verbs))];
}
