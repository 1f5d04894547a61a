import { expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { countedBy } from '../../support/faults/alarms';
import { always, refusal } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { announced, asked, askedRuns, ends, inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

const THROTTLED = refusal(429, 'ThrottlingException', 'Rate exceeded');
const DENIED = refusal(403, 'AccessDeniedException', 'not authorized to perform this');
const NOT_FOUND = refusal(404, 'ResourceNotFoundException', 'no such environment');

const DAY_MS = 86_400_000;

byEachWay({}, (bench, way) => {
  fault(
    2,
    `${way.operation} is throttled for ever`,
    'held with growing waits and alarmed of; given up only after three days, never run',
    async (tell) => {
      // The SDK's own tries, which REST does without, are fault 1's; they take seconds.
      await bench.restart({ AWS_MAX_ATTEMPTS: '1' });
      bench.onCall = always(way.calling, THROTTLED);
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
      expect(held).toMatchObject({ held: 1, deadLetters: 0 });
      expect(seen).toMatchObject({ refused: 1, deadLetters: 1, runs: 0 });
      expect(asked(bench)).toEqual([]);
      expect(days).toBe(3);
      // The last try is no more held: it ends the command.
      expect(alarming).toBe((record?.attempts ?? 0) - 1);
    },
  );

  fault(
    3,
    `${way.operation} is denied, until the permission is back`,
    'held, the permission named; then all in order',
    async (tell) => {
      bench.onCall = always(way.calling, DENIED);
      const ids = ['a', 'b', 'c'];
      for (const runId of ids) await bench.send({ trigger: { dagId: 'orders', runId } });
      for (let i = 0; i < 5; i++) await bench.step();
      const held = await look(bench);
      const early = asked(bench);
      const environment = await bench.records.environment();
      const [event] = announced(bench, 'Airflow Environment Held');

      bench.onCall = () => undefined;
      await bench.drain();

      const seen = await look(bench);
      tell(
        `denied: ${inWords(held)}, ${environment?.reason?.split('; ').at(-1)}; then ${inWords(seen)}`,
      );
      expect(held).toMatchObject({ held: 1, deadLetters: 0 });
      expect(early).toEqual([]);
      for (const reason of [environment?.reason, event?.reason]) {
        expect(reason).toContain(`allow airflow:${way.operation}`);
      }
      expect(seen).toMatchObject({ succeeded: 3, runs: 3, deadLetters: 0 });
      expect(askedRuns(bench)).toEqual(ids);
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
      const early = asked(bench);
      const environment = await bench.records.environment();
      bench.onCall = () => undefined;
      await bench.drain();

      const seen = await look(bench);
      tell(`${known}; ${started}; ${inWords(held)}; then ${inWords(seen)}`);
      expect(known).toMatch(`held (${way.operation} of environment "MyEnvironment" `);
      expect(started).toMatch(/^held .GetEnvironment of environment "MyEnvironment" failed/);
      expect(environment?.reason).toContain('there is no environment "MyEnvironment"');
      expect(held).toMatchObject({ succeeded: 1, held: 1 });
      expect(early).toHaveLength(1);
      expect(asked(bench)).toHaveLength(2);
      expect(seen).toMatchObject({ succeeded: 2, runs: 1, deadLetters: 0 });
    },
  );
});
