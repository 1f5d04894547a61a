/** One message to send, complete with what SQS needs to know. */
export interface OutgoingMessage {
  readonly body: string;
  readonly deduplicationId: string;
}

/** Puts commands on an environment's queue. Throws what SQS throws. */
export type CommandSender = (message: OutgoingMessage) => Promise<void>;
