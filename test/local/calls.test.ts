import { describe, expect, it } from 'vitest';
import { type Answer, type Call, exchange } from '../../local/calls';

const CALL: Call = { service: 'sqs', operation: 'SendMessage', input: {} };
const ANSWER: Answer = { status: 200, body: 'done' };
const OTHER: Answer = { status: 503 };

describe('a call', () => {
  it('without a hook is answered by the server', async () => {
    expect(await exchange(undefined, CALL, async () => ANSWER)).toBe(ANSWER);
  });

  it('waits for the hook in both phases', async () => {
    const order: string[] = [];
    const later = () => new Promise((resolve) => setImmediate(resolve));

    const answer = await exchange(
      async ({ phase }) => {
        await later();
        order.push(phase);
      },
      CALL,
      async () => {
        order.push('act');
        return ANSWER;
      },
    );

    expect(order).toEqual(['before', 'act', 'after']);
    expect(answer).toBe(ANSWER);
  });

  it.each([
    ['an answer', OTHER, OTHER, ['before']],
    ['a loss', 'reset' as const, 'reset', ['before']],
    ['an answer afterwards', { after: OTHER }, OTHER, ['before', 'act', 'after']],
    ['a loss afterwards', { after: 'hang' as const }, 'hang', ['before', 'act', 'after']],
  ])('is answered with the fault that the hook returns: %s', async (_, fault, answer, order) => {
    const seen: string[] = [];

    const exchanged = await exchange(
      ({ phase }) => {
        seen.push(phase);
        return fault;
      },
      CALL,
      async () => {
        seen.push('act');
        return ANSWER;
      },
    );

    expect(exchanged).toBe(answer);
    expect(seen).toEqual(order);
  });

  it('takes no heed of what the hook returns afterwards', async () => {
    const hook = ({ phase }: { phase: string }) => (phase === 'after' ? OTHER : undefined);

    expect(await exchange(hook, CALL, async () => ANSWER)).toBe(ANSWER);
  });
});
