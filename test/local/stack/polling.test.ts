import { expect, it, vi } from 'vitest';
import { Polling } from '../../../local/stack/polling';

/** Pollers that end, once they are not wanted any more, when the test says so. */
function testPolling() {
  let end: () => void = () => undefined;
  let starts = 0;
  const polling = new Polling((isWanted) => {
    starts++;
    return new Promise<void>((resolve) => {
      end = () => {
        if (!isWanted()) resolve();
      };
    });
  });
  return { polling, endPollers: () => end(), starts: () => starts };
}

const becomes = (polling: Polling, state: string) =>
  vi.waitFor(() => expect(polling.state).toBe(state));

it('polling is on at first', () => {
  const { polling, starts } = testPolling();

  expect(polling.state).toBe('Enabled');
  expect(starts()).toBe(1);
});

it('polling is off only when its pollers have ended', async () => {
  const { polling, endPollers } = testPolling();

  expect(polling.switch(false)).toBe(true);
  await new Promise((resolve) => setImmediate(resolve));
  expect(polling.state).toBe('Disabling');

  endPollers();
  await becomes(polling, 'Disabled');
});

it('polling starts pollers again when it is switched on', async () => {
  const { polling, endPollers, starts } = testPolling();
  polling.switch(false);
  endPollers();
  await becomes(polling, 'Disabled');

  expect(polling.switch(true)).toBe(true);

  expect(polling.state).toBe('Enabling');
  expect(starts()).toBe(2);
  await becomes(polling, 'Enabled');
});

it('polling stays as it is, and since when it is, when it is switched to what it is already', async () => {
  const { polling, endPollers, starts } = testPolling();
  const { since } = polling;
  expect(polling.switch(true)).toBe(true);
  expect([polling.state, polling.since, starts()]).toEqual(['Enabled', since, 1]);

  polling.switch(false);
  endPollers();
  await becomes(polling, 'Disabled');
  const off = polling.since;

  expect(polling.switch(false)).toBe(true);
  expect([polling.state, polling.since]).toEqual(['Disabled', off]);
});

it.each([true, false])(
  'polling cannot be switched to %s while it is between two states',
  async (to) => {
    const { polling, endPollers } = testPolling();
    polling.switch(false);

    expect(polling.switch(to)).toBe(false);
    expect(polling.state).toBe('Disabling');

    endPollers();
    await becomes(polling, 'Disabled');
    polling.switch(true);
    expect(polling.switch(to)).toBe(false);
    await becomes(polling, 'Enabled');
  },
);
