import type { CommandRecord } from '../../lambda/contract/record';
import type { RecordReader } from '../adapters/records';
import type { PreparedMessage } from '../input/request';

/** A message that was sent. */
export interface SentMessage extends PreparedMessage {
  /** SQS's id of it. */
  readonly messageId: string;
}

/** What the records have about a message. */
export interface FoundRecord {
  /** Of this message's command. */
  readonly own?: CommandRecord | undefined;
  /** Of its id, which may be another's, or of before. */
  readonly other?: CommandRecord | undefined;
}

/** Looks up what became of a message so far. */
export async function findRecord(
  { id, messageId, command: { fingerprint } }: SentMessage,
  find: RecordReader['find'],
): Promise<FoundRecord> {
  // What is refused for its id, which is another command's, has a record of its own.
  const [byId, byMessage] = await Promise.all([
    find(id),
    messageId === id ? undefined : find(messageId),
  ]);
  if (byId !== undefined && isAboutThis(byId)) return { own: byId };
  return { own: byMessage, other: byId };

  function isAboutThis(record: CommandRecord): boolean {
    if (record.messageId === messageId) return true;
    const wasRefused = record.state === 'ended' && record.outcome === 'refused';
    // One that was refused before is tried anew; any other is what this one is a duplicate of.
    return record.fingerprint === fingerprint && !wasRefused;
  }
}
