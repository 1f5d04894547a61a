import { readDeadLetter } from '../../../lambda/contract/dead-letter';
import type { Accepted } from '../aws/fifo-queue';

/** The ids under which a message may have its record. */
export function idsOf({ body, attribute, messageId }: Accepted): readonly string[] {
  const id = /"id":"([^"]+)"/.exec(body)?.[1];
  const deadLetter = readDeadLetter(attribute)?.id;
  return [id, deadLetter, messageId].filter((some) => some !== undefined);
}

/** What tells a message's command from another. */
export function markIn(text: string): string | undefined {
  return /c\d+x/.exec(text)?.[0];
}
