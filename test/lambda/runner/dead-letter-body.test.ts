import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';
import { deadLetterBody } from '../../../lambda/runner/dead-letter-body';

describe("a dead letter's body", () => {
  it.each([
    ['plain text', 'dags trigger "my dag"'],
    ['a command', '{"command":"version"}'],
    ['argv', ' {"argv":["dags","pause","a\\nb"],"source":"mwaaq"}\n'],
    ['a trigger', '{"trigger":{"dagId":"d","conf":{"n":1234567890123456789}}}'],
    ['a character that SQS takes only as an escape', '{"command":"a \\uffff \\u0001"}'],
  ])('is the same message with its id: %s', (_title, body) => {
    const kept = deadLetterBody(body, 'id-1');
    const { id, ...message } = parseMessage(kept);
    expect(id).toBe('id-1');
    expect(JSON.stringify(message)).toBe(JSON.stringify(parseMessage(body)));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what SQS refuses
    expect(kept).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/);
  });

  it('is kept as it came when it has its id', () => {
    const body = ' { "command" : "version", "id": "mine" }';
    expect(deadLetterBody(body, 'mine')).toBe(body);
  });

  it.each(['{"command"', '{"command":7}', '{}', ' '])(
    'is kept as it came when it is no message: %j',
    (body) => {
      expect(deadLetterBody(body, 'id-1')).toBe(body);
    },
  );

  it('is cut when it leaves no room for the reason, and stays one that is refused', () => {
    const kept = deadLetterBody('é'.repeat(512 * 1024), 'id-1');
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(1024 * 1024 - 10_000);
    expect(Buffer.byteLength(kept)).toBeGreaterThan(1_000_000);
    expect(() => parseMessage(kept)).toThrow('bytes, at most');
  });
});
