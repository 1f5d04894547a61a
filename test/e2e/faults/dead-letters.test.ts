import { expect } from 'vitest';
import { clockAhead } from '../../../local/clock';
import { fault } from '../../support/faults/fault';
import { deadLetterOf } from '../../support/faults/queue-peek';
import { redriveAll, retry } from '../../support/faults/redrive';
import { askedRuns, inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

/** Triggers of a DAG that is not there yet. */
const triggers = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `t${i + 1}`, trigger: { dagId: 'orders' } }));

byEachWay({}, (bench) => {
  /** How often Airflow was asked for each command's run since then, by the commands' ids. */
  function triggeredSince(start: number): readonly string[] {
    const ids = askedRuns(bench).slice(start);
    return ids.map((id) => /^sqs__(t\d+)__/.exec(id)?.[1] ?? 'another');
  }

  fault(
    36,
    'dead letters are redriven by SQS, one of them was copied before; a sender sends the same id again',
    'each runs once more, in the group of the environment; neither the copy nor the late duplicate runs',
    async (tell) => {
      bench.airflow.replace({ dagIds: [] });
      await bench.runAll(...triggers(3));
      const failed = await look(bench);
      const copy = (await bench.messagesIn('DeadLetterQueueUrl')).find(
        (letter) => deadLetterOf(letter).id === 't2',
      );
      bench.airflow.replace();
      const start = askedRuns(bench).length;

      const moved = await redriveAll(bench);
      await bench.drain();
      await bench.send(copy?.body ?? '', { attributes: copy?.messageAttributes });
      await bench.runAll(...triggers(3));

      const seen = await look(bench);
      const ran = triggeredSince(start).toSorted();
      tell(`${inWords(failed)}; ${moved} redriven: ran ${ran.join(', ')}; ${inWords(seen)}`);
      expect(failed).toMatchObject({ failed: 3, deadLetters: 3 });
      expect(ran).toEqual(['t1', 't2', 't3']);
      expect(seen).toMatchObject({ succeeded: 3, failed: 0, runs: 3, deadLetters: 0 });
    },
  );

  fault(
    51,
    'of 25 dead letters, the 17th is retried alone',
    'only that one runs, the others stay',
    async (tell) => {
      bench.airflow.replace({ dagIds: [] });
      await bench.runAll(...triggers(25));
      const failed = await look(bench);
      bench.airflow.replace();
      const start = askedRuns(bench).length;

      await retry(bench, (id) => id === 't17');
      await bench.drain();

      const seen = await look(bench);
      const ran = triggeredSince(start);
      const records = await bench.records.commands();
      const tried = records.filter(({ attempts }) => attempts > 1).map(({ id }) => id);
      tell(`${inWords(failed)}; then ran ${ran.join(', ')}: ${inWords(seen)}`);
      expect(failed).toMatchObject({ failed: 25, deadLetters: 25 });
      expect(ran).toEqual(['t17']);
      expect(tried).toEqual(['t17']);
      expect(seen).toMatchObject({ succeeded: 1, failed: 24, runs: 1, deadLetters: 24 });
    },
  );

  fault(
    52,
    'a retried command fails again within five minutes, twice',
    'every time its dead letter is there',
    async (tell) => {
      const start = clockAhead();
      const found: string[] = [];
      bench.airflow.replace({ dagIds: [] });
      await bench.runAll(...triggers(1));
      for (let i = 0; i < 3; i++) {
        const letters = (await bench.messagesIn('DeadLetterQueueUrl')).map(deadLetterOf);
        found.push(letters.map(({ attempts }) => `attempt ${attempts}`).join(' + '));
        await retry(bench, () => i < 2);
        await bench.drain();
      }

      const seen = await look(bench);
      const waited = (clockAhead() - start) / 1000;
      tell(`dead letters: ${found.join(', ')}, in ${waited} s; ${inWords(seen)}`);
      expect(found).toEqual(['attempt 1', 'attempt 2', 'attempt 3']);
      expect(waited).toBe(0);
      expect(seen).toMatchObject({ failed: 1, deadLetters: 1 });
    },
  );
});
