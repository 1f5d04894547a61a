import { expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { countedBy } from '../../support/faults/alarms';
import { always, inTurn, minting, refusal } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { announced, ends, inWords, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';

const THROTTLED = refusal(429, 'ThrottlingException', 'Rate exceeded');
const DENIED = refusal(403, 'AccessDeniedException', 'not authorized to perform this');
const NOT_FOUND = refusal(404, 'ResourceNotFoundException', 'no such environment');

const DAY_MS = 86_400_000;

const bench = useBench();

fault(1, 'CreateCliToken is throttled twice', 'one POST, success', async (tell) => {
  bench.onCall = inTurn(minting, [THROTTLED, THROTTLED]);

  await bench.runAll('dags trigger orders');

  const seen = await look(bench);
  const [record] = await bench.records.commands();
  tell(inWords(seen));
  expect(seen).toMatchObject({ mints: 3, posts: 1, succeeded: 1, runs: 1, deadLetters: 0 });
  expect(record?.attempts).toBe(1);
});

fault(
  2,
  'CreateCliToken is throttled for ever',
  'held with growing waits and alarmed of; given up only after three days, never run',
  async (tell) => {
    // The SDK's own tries are fault 1's; they take seconds.
    await bench.restart({ AWS_MAX_ATTEMPTS: '1' });
    bench.onCall = always(minting, THROTTLED);
    const start = Date.now();
    await bench.send('dags trigger orders');

    const waits: number[] = [];
    while (waits.length < 7) waits.push(Math.round(await bench.step()));
    await advanceClock(start + 3 * DAY_MS - Date.now() - 600_000);
    await bench.settle();
    const held = await look(bench);
    await bench.drain();

    const seen = await look(bench);
    const [record] = await bench.records.commands();
    const days = Math.round((Date.now() - start) / DAY_MS);
    const alarming = countedBy(bench, 'Environment held');
    tell(
      `waits ${waits.join(', ')} s; ${alarming} tries that alarm; held: ${inWords(held)}; after ${days} days: ${inWords(seen)}`,
    );
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThanOrEqual(270);
    expect(held).toMatchObject({ posts: 0, held: 1, deadLetters: 0 });
    expect(seen).toMatchObject({ posts: 0, refused: 1, deadLetters: 1, runs: 0 });
    expect(days).toBe(3);
    // The last try is no more held: it ends the command.
    expect(alarming).toBe((record?.attempts ?? 0) - 1);
  },
);

fault(
  3,
  'CreateCliToken is denied, until the permission is back',
  'held, the permission named; then all in order',
  async (tell) => {
    bench.onCall = always(minting, DENIED);
    const commands = ['dags trigger orders', 'dags pause orders', 'dags trigger report'];
    for (const command of commands) await bench.send(command);
    for (let i = 0; i < 5; i++) await bench.step();
    const held = await look(bench);
    const environment = await bench.records.environment();
    const [event] = announced(bench, 'Airflow Environment Held');

    bench.onCall = () => undefined;
    await bench.drain();

    const seen = await look(bench);
    tell(
      `denied: ${inWords(held)}, ${environment?.reason?.split('; ').at(-1)}; then ${inWords(seen)}`,
    );
    expect(held).toMatchObject({ posts: 0, held: 1, deadLetters: 0 });
    for (const reason of [environment?.reason, event?.reason]) {
      expect(reason).toContain('allow airflow:CreateCliToken');
    }
    expect(seen).toMatchObject({ posts: 3, succeeded: 3, deadLetters: 0 });
    const ran = bench.ran.map(({ commandText }) => commandText.split(' ').slice(0, 3).join(' '));
    expect(ran).toEqual(commands);
  },
);

fault(
  4,
  'the environment is gone, for a function that knew it and for one that starts',
  'held, the environment named; success once it is there again',
  async (tell) => {
    await bench.runAll('version');
    await advanceClock(46_000); // the token is too old
    bench.onCall = always(({ service }) => service === 'mwaa', NOT_FOUND);
    await bench.send('dags trigger orders');
    await bench.settle();
    const [, known] = await ends(bench);
    await bench.restart();
    await bench.step();
    const [, started] = await ends(bench);
    const held = await look(bench);
    const environment = await bench.records.environment();
    bench.onCall = () => undefined;
    await bench.drain();

    const seen = await look(bench);
    tell(`${known}; ${started}; ${inWords(held)}; then ${inWords(seen)}`);
    expect(known).toMatch(/^held .CreateCliToken of environment "MyEnvironment" failed/);
    expect(started).toMatch(/^held .GetEnvironment of environment "MyEnvironment" failed/);
    expect(environment?.reason).toContain('there is no environment "MyEnvironment"');
    expect(held).toMatchObject({ held: 1, posts: 1 });
    expect(seen).toMatchObject({ posts: 2, succeeded: 2, runs: 1, deadLetters: 0 });
  },
);

fault(
  7,
  'a token is 44, 46 and 61 s old, by a clock that jumps as after a freeze',
  'used again, minted anew, minted anew; never refused',
  async (tell) => {
    const minted: number[] = [];
    await bench.runAll('version');
    // Each age is that of the token which the command before it was sent with.
    for (const [age, pause] of [
      [44, 44],
      [46, 2],
      [61, 61],
    ]) {
      await advanceClock((pause ?? 0) * 1000);
      const before = bench.calls.filter(minting).length;
      await bench.runAll('version');
      minted.push(bench.calls.filter(minting).length - before);
      tell(`${age} s: ${minted.at(-1)}`);
    }

    const seen = await look(bench);
    tell(`mints at 44, 46 and 61 s: ${minted.join(', ')}; ${inWords(seen)}`);
    expect(minted).toEqual([0, 1, 1]);
    // A token that had expired would have been refused, and posted twice.
    expect(seen).toMatchObject({ posts: 4, succeeded: 4 });
  },
);
