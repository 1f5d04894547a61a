import type { Delivery } from './ports';
import type { KeyParts } from './rule';
import type { Upload } from './upload';

/** An upload that counts, and the delivery that brought it. */
export interface Arrival {
  readonly delivery: Delivery;
  readonly upload: Upload;
  readonly parts: KeyParts;
}

/** Told of a delivery that is to be handed out again, and why. */
export type GiveBack = (delivery: Delivery, error: unknown) => void;
