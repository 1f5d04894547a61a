import type { Features } from './features';

type Variables = Readonly<Record<string, string>>;

/** What a document's block needs before it runs, and what it does beside ending with 0. */
export interface BlockCase {
  /** Words that no other block has. */
  readonly has: string;
  /** Makes what the block is about. @returns further variables */
  readonly prepare?: (features: Features) => Promise<Variables>;
  /** What stands in the block for something of the reader's own, or cannot be had here. */
  readonly instead?: (features: Features) => Promise<readonly (readonly [RegExp, string])[]>;
  /** Throws unless the block did what its document says. */
  readonly check?: (printed: string, features: Features, variables: Variables) => Promise<void>;
}
