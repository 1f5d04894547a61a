import type { BusEvent } from './bus-event';

/** What happens in the local stack, as it happens. */
export type StackEvent =
  | { readonly kind: 'uploaded'; readonly bucket: string; readonly key: string }
  | {
      readonly kind: 'notified';
      /** The queue's URL, or the event bus's ARN. */
      readonly to: string;
      readonly bucket: string;
      readonly key: string;
      /** S3 delivers at least once: 2 is the second delivery of the same event. */
      readonly delivery: number;
    }
  | { readonly kind: 'scheduled'; readonly schedule: string; readonly scheduledTime: string }
  /** One line that a function logged, parsed when it is JSON. */
  | {
      readonly kind: 'logged';
      readonly functionName: string;
      readonly entry: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'function-failed'; readonly functionName: string; readonly reason: string }
  /** An event was put on a bus. */
  | { readonly kind: 'announced'; readonly event: BusEvent }
  /** A rule told a topic: its ARN, and the message. */
  | { readonly kind: 'published'; readonly to: string; readonly message: string }
  /** A bucket, a Pipe or a rule could not pass an event on. */
  | { readonly kind: 'event-lost'; readonly sender: string; readonly reason: string };

export type OnStackEvent = (event: StackEvent) => void;
