import { createHash } from 'node:crypto';
import { NOT_OF_RUN_ID, reservedPrefixOf } from '../contract/run-id';

/** What a run id is derived from. The same event gives the same run id, another event another one. */
export interface EventIdentity {
  /** Who caused the event, for example `s3`. */
  readonly source: string;
  /** The part a person recognises the run by, such as a file's name. Need not be unique. */
  readonly readable: string;
  /** All that tells this event from every other one of its source. */
  readonly identity: readonly string[];
}

const MAX_READABLE_LENGTH = 100;

/** `<source>__<readable part>__<first 16 hex digits of the identity's sha-256>` */
export function deriveRunId(event: EventIdentity): string {
  const source = event.source.replace(/[^A-Za-z0-9_.-]+/g, '_');
  const readable = event.readable.replaceAll(NOT_OF_RUN_ID, '_').slice(0, MAX_READABLE_LENGTH);
  const runId = `${source}__${readable}__${hashIdentity(event.identity)}`;
  return reservedPrefixOf(runId) === undefined ? runId : `mwaaq_${runId}`;
}

/** 16 hex digits that tell one identity from another; the parts' borders count. */
export function hashIdentity(identity: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}
