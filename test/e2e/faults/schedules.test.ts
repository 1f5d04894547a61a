import { expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { fault } from '../../support/faults/fault';
import { asked, inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

byEachWay(
  {
    environment: {
      schedules: [
        { name: 'minutely', expression: 'rate(1 minute)', command: 'dags trigger report' },
        { name: 'often', expression: 'rate(1 minute)', command: 'dags unpause report' },
      ],
    },
  },
  (bench) => {
    fault(
      34,
      'two schedules fire every minute with constant commands; Scheduler delivers a firing twice, once more after five minutes',
      'each firing runs once',
      async (tell) => {
        const { schedules } = bench.run.stack;
        for (let minute = 0; minute < 4; minute++) {
          for (const name of schedules.names) await schedules.fireNext(name, minute === 1 ? 2 : 1);
          await bench.drain();
          await advanceClock(60_000);
        }
        // What Scheduler delivers so late, SQS takes for a new message.
        const [first] = bench.events.filter(({ kind }) => kind === 'scheduled');
        const time = first?.kind === 'scheduled' ? first.scheduledTime : '';
        await advanceClock(300_000);
        const late = { id: `minutely/${time}`, source: 'schedule', command: 'dags trigger report' };
        const deduplicationId = late.id;
        await bench.send(late, { deduplicationId });
        await bench.drain();

        const seen = await look(bench);
        const delivered = bench.events.filter(({ kind }) => kind === 'scheduled');
        const firings = new Set(
          delivered.map((e) => (e.kind === 'scheduled' ? `${e.schedule} ${e.scheduledTime}` : '')),
        );
        const unpaused = asked(bench).filter((one) => /^(dags unpause|PATCH)/.test(one));
        tell(
          `${firings.size} firings, ${delivered.length} deliveries and a late one: ${unpaused.length} unpaused, ${inWords(seen)}`,
        );
        expect(delivered.length).toBeGreaterThan(firings.size);
        expect(seen).toMatchObject({
          posts: firings.size,
          succeeded: firings.size,
          deadLetters: 0,
        });
        expect(seen.runs + unpaused.length).toBe(firings.size);
        expect(seen.runs).toBe(unpaused.length);
      },
    );
  },
);
