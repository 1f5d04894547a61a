import { expect, it } from 'vitest';
import { createPace } from '../../../../lambda/adapters/mwaa/pace';

/** A clock that goes on only while somebody pauses, or is set. */
function testClock() {
  const clock = {
    time: 5000,
    now: () => clock.time,
    pause: async (ms: number) => {
      clock.time += ms;
    },
  };
  return clock;
}

it('No more than so many go on within a second, and the first at once', async () => {
  const clock = testClock();
  const pace = createPace(10, clock);
  const starts: number[] = [];
  for (let i = 0; i < 25; i++) {
    await pace();
    starts.push(clock.time);
  }
  expect(starts[0]).toBe(5000);
  const within = starts.map((start) => starts.filter((t) => t >= start && t < start + 1000).length);
  expect(Math.max(...within)).toBe(10);
});

it('Who comes late enough does not wait', async () => {
  const clock = testClock();
  const pace = createPace(10, clock);
  await pace();
  clock.time += 100;
  await pace();
  expect(clock.time).toBe(5100);
});

it('A clock that is set back has nobody wait longer than the gap', async () => {
  const clock = testClock();
  const pace = createPace(10, clock);
  await pace();
  clock.time = 0;
  await pace();
  expect(clock.time).toBeLessThanOrEqual(100);
});
