import type { Delivery } from '../../../lambda/upload-trigger/ports';
import type { Tape } from './script';

interface Message {
  readonly body: string;
  visibleAt: number;
}

const VISIBILITY_MS = 180_000;

/** A standard queue in virtual time: it may hand a message out twice, and again after it was deleted. */
export function memoryQueue(now: () => number, { draw }: Tape) {
  const messages = new Map<string, Message>();
  let sent = 0;
  const send = (body: string, delayMs = 0) =>
    messages.set(`m${++sent}`, { body, visibleAt: now() + delayMs });
  const visible = () => [...messages].filter(([, { visibleAt }]) => visibleAt <= now());
  return {
    send,
    hide(messageId: string, ms: number): void {
      const message = messages.get(messageId);
      if (message !== undefined) message.visibleAt = now() + ms;
    },
    /** Hands out some of the messages that are visible, in any order. */
    receive(): Delivery[] {
      const waiting = visible();
      const count = 1 + draw(5);
      const deliveries: Delivery[] = [];
      while (deliveries.length < count && waiting.length > 0) {
        const [[messageId, message]] = waiting.splice(draw(waiting.length), 1) as [
          [string, Message],
        ];
        if (draw(12) !== 1) message.visibleAt = now() + VISIBILITY_MS;
        deliveries.push({ messageId, receiptHandle: messageId, body: message.body });
      }
      return deliveries;
    },
    remove(messageId: string): void {
      const message = messages.get(messageId);
      messages.delete(messageId);
      if (message !== undefined && draw(12) === 1) send(message.body, draw(120) * 1000);
    },
    hasVisible: () => visible().length > 0,
    /** When the next message becomes visible; nothing when there is none at all. */
    nextAt: (): number | undefined =>
      messages.size === 0 ? undefined : Math.min(...[...messages.values()].map((m) => m.visibleAt)),
  };
}
