import { expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { always, inTurn, refusal, sendingTo, writing } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { asked, ends, failures, inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

const THROTTLED = refusal(400, 'ProvisionedThroughputExceededException', 'too fast');
const DENIED = refusal(400, 'AccessDeniedException', 'not authorized');

byEachWay({}, (bench) => {
  fault(
    41,
    'the record cannot be written before the run: throttled, then the table is not reachable',
    'nothing is run, the message waits; then success',
    async (tell) => {
      bench.onCall = always(writing('running'), THROTTLED);
      await bench.send('variables delete a');
      await bench.settle();
      const throttled = await look(bench);
      bench.onCall = always(writing('running'), 'hang');
      const wait = await bench.step();
      const hanging = await look(bench);
      bench.onCall = () => undefined;
      await bench.drain();

      const seen = await look(bench);
      tell(
        `throttled: ${inWords(throttled)}; tried again after ${wait.toFixed()} s; no answer: ${inWords(hanging)}; ${failures(bench).length} invocations failed; then ${inWords(seen)}`,
      );
      for (const { posts, deadLetters } of [throttled, hanging]) {
        expect([posts, deadLetters]).toEqual([0, 0]);
      }
      expect(wait).toBeLessThanOrEqual(5);
      expect(failures(bench)).toHaveLength(2);
      expect(seen).toMatchObject({ posts: 1, succeeded: 1, deadLetters: 0 });
    },
  );

  fault(
    42,
    'the record cannot be written after the run: twice, then until the invocation ends',
    'written within the invocation; else a trigger finds its run, what may not be repeated ends as unknown',
    async (tell) => {
      bench.onCall = inTurn(writing('ended'), [DENIED, DENIED]);
      await bench.runAll('variables delete a');
      const first = await look(bench);
      for (const command of ['dags trigger orders', 'variables delete b']) {
        bench.onCall = async (call) => {
          if (call.phase !== 'before' || !writing('ended')(call)) return undefined;
          bench.onCall = () => undefined;
          await advanceClock(55_000); // of the invocation's sixty seconds
          return DENIED;
        };
        await bench.runAll(command);
      }

      const seen = await look(bench);
      const ended = await ends(bench);
      const deleted = asked(bench).filter((one) => /^(variables|DELETE)/.test(one));
      tell(
        `twice: ${inWords(first)}; for good: ${ended.slice(1).join('; ')}; ${deleted.length} deletes ran, ${inWords(seen)}`,
      );
      expect(first).toMatchObject({ posts: 1, succeeded: 1 });
      expect(ended.slice(1)).toEqual(['succeeded', expect.stringMatching(/^unknown .*died/)]);
      expect(deleted).toHaveLength(2);
      expect(seen).toMatchObject({ runs: 1, deadLetters: 1 });
    },
  );

  fault(
    44,
    'the dead-letter queue takes no message',
    'the command stays in its queue, run once; its dead letter is sent when it can be',
    async (tell) => {
      bench.onCall = always(sendingTo('DeadLetters'), DENIED);
      await bench.send('dags trigger no_such_dag');
      await bench.settle();
      const waiting = (await bench.messagesIn('QueueUrl')).length;
      const refused = await look(bench);
      bench.onCall = () => undefined;
      await bench.drain();

      const seen = await look(bench);
      tell(`${inWords(refused)}, ${waiting} in its queue; then ${inWords(seen)}`);
      expect(refused).toMatchObject({ posts: 1, failed: 1, deadLetters: 0 });
      expect(waiting).toBe(1);
      expect(seen).toMatchObject({ posts: 1, failed: 1, deadLetters: 1 });
    },
  );
});
