import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';

const parse = (expires: unknown) => parseMessage(JSON.stringify({ command: 'version', expires }));

describe('A message', () => {
  it.each([
    [{ after: 3600 }, { after: 3600 }],
    [{ after: 1209600 }, { after: 1209600 }],
    [
      { after: 0.5 + 0.5, since: '2026-11-22T06:00:00Z' },
      { after: 1, since: Date.UTC(2026, 10, 22, 6) },
    ],
    [
      { after: 60, since: '2026-11-22T06:00:00+02:00' },
      { after: 60, since: Date.UTC(2026, 10, 22, 4) },
    ],
  ])('may expire: %j', (expires, read) => {
    expect(parse(expires).expires).toStrictEqual(read);
  });

  it('may say a round number with its decimals', () => {
    expect(parseMessage('{"command":"version","expires":{"after":60.0}}').expires).toStrictEqual({
      after: 60,
    });
  });

  it('does not expire unless it says so', () => {
    expect(parseMessage('version')).not.toHaveProperty('expires');
  });

  it.each([
    [3600, 'expires is a number: give a JSON object'],
    [{}, 'expires.after is missing: give a number of seconds, 1 to 1209600'],
    [{ after: '60' }, 'expires.after is a string: give a number of seconds'],
    [{ after: 0 }, 'expires.after is 0: give a number of seconds, 1 to 1209600'],
    [{ after: 1209601 }, 'expires.after is 1209601'],
    [{ after: 60, at: 'x' }, 'expires has the unknown field "at": allowed are after, since'],
    [{ after: 60, since: '2026-11-22T06:00:00' }, 'expires.since "2026-11-22T06:00:00" is no time'],
    [{ after: 60, since: '2026-13-22T06:00:00Z' }, 'is no time: give ISO 8601 with a time zone'],
    [{ after: 60, since: 5 }, 'expires.since is a number: give a string'],
  ])('is refused if it expires %j', (expires, message) => {
    expect(() => parse(expires)).toThrow(message);
  });
});
