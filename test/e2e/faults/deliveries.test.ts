import { expect } from 'vitest';
import { type BatchHandlers, handleInOrder } from '../../../lambda/runner/batch';
import { advanceClock } from '../../../local/clock';
import { deliveryOf } from '../../support/deliveries';
import { always, inTurn, refusal, triggering } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { acknowledge, batchOf, handOver, idsOf, receive } from '../../support/faults/hand-over';
import { askedRuns, ends, failures, inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

/** What can be wrong with handling, as no type says: with errors that are none, and no answer. */
const HANDLINGS: readonly (() => unknown)[] = [
  () => {
    throw new Error('no luck');
  },
  () => Promise.reject('a text'),
  () => Promise.reject(undefined),
  () => Promise.reject(null),
  () => null,
  () => Promise.resolve(undefined),
];

byEachWay({ leftOut: 'AWS::Lambda::EventSourceMapping' }, (bench, way) => {
  const runner = () => bench.functionNamed('Runner');

  /** Receives what was sent. */
  async function delivery() {
    const message = await receive(bench);
    if (message === undefined) throw new Error('the queue hands out nothing');
    return message;
  }

  fault(
    24,
    'ten messages at once, of two groups, one in the middle that is to be tried again',
    'its group stops there, the other goes on; given back in order',
    async (tell) => {
      const groups = ['MyEnvironment', 'MyEnvironment', 'other', 'MyEnvironment', 'other'];
      const messages = [...groups, ...groups].map((group, i) => ({ id: `m${i}`, group }));
      bench.onCall = inTurn(triggering(/m3/), [way.down(503)]);

      const givenBack = idsOf(await runner().invoke(batchOf(messages)));

      const seen = await look(bench);
      const ran = askedRuns(bench);
      tell(`ran ${ran.join(', ')}; given back ${givenBack.join(', ')}; ${inWords(seen)}`);
      expect(ran).toEqual(['m0', 'm1']);
      expect(givenBack).toEqual(['m3', 'm5', 'm6', 'm8']);
      expect(seen).toMatchObject({ posts: 3, runs: 2, refused: 4, deadLetters: 4 });
    },
  );

  fault(
    25,
    'a message is handed out twice at once, and again when its time is over while the first still runs',
    'given back while the first is at it; later it finds the run: success, no second run',
    async (tell) => {
      await bench.send('dags trigger orders');
      const message = await delivery();
      const during: (readonly string[])[] = [];
      bench.onCall = async (call) => {
        if (call.phase === 'before' || !triggering()(call)) return;
        bench.onCall = () => undefined;
        // Airflow has run it, and its answer is on the way.
        during.push(await handOver(bench, message));
        await advanceClock(120_000);
        during.push(await handOver(bench, message));
      };

      const first = await handOver(bench, message).catch(() => ['threw']);

      const seen = await look(bench);
      tell(
        `given back: at once ${during[0]?.length}, after two minutes ${during[1]?.length}, the first ${first.join()}; ${inWords(seen)}`,
      );
      expect(during).toEqual([[message.MessageId], []]);
      expect(first).toEqual(['threw']);
      expect(failures(bench).join()).toContain('was changed by another invocation');
      expect(seen).toMatchObject({ succeeded: 1, runs: 1, deadLetters: 0 });
    },
  );

  fault(
    47,
    'the function dies at each delivery before it opens the record, up to 10,000 times',
    'ended by the runner, with a record and a dead letter, before SQS would act',
    async (tell) => {
      await bench.send('dags trigger orders');
      let receives = 0;
      for (;;) {
        // What a death so early leaves of a delivery is its count.
        const message = await receive(bench, 0);
        if (message === undefined || receives === 10_000) break;
        receives++;
        if (receives <= 980) continue;
        expect(await handOver(bench, message)).toEqual([]);
        await acknowledge(bench, message);
      }

      const seen = await look(bench);
      const [end] = await ends(bench);
      tell(`gone after ${receives} deliveries: ${end}; ${inWords(seen)}`);
      expect(receives).toBe(981);
      // No record says how far it came, so nobody knows whether it has run.
      expect(end).toMatch(/^unknown .*handed out 981 times/);
      expect(seen).toMatchObject({ posts: 0, unknown: 1, deadLetters: 1 });
    },
  );

  fault(
    28,
    'the handler throws, rejects with no error, gives no answer; the event is none; the table refuses',
    'the invocation fails or gives the message back: never an empty list',
    async (tell) => {
      const seen: string[] = [];
      const note = async (answer: Promise<readonly string[]>) =>
        seen.push(await answer.then((ids) => `${ids.length} given back`).catch(() => 'failed'));
      for (const handle of HANDLINGS) {
        const handlers = { handle, release: async () => {}, warn: () => {} } as BatchHandlers;
        await note(handleInOrder([deliveryOf('version')], handlers));
      }
      for (const event of [
        undefined,
        {},
        { Records: null },
        { Records: [null] },
        { Records: [{}] },
      ]) {
        await note(runner().invoke(event).then(idsOf));
      }
      bench.onCall = always(({ operation }) => operation === 'PutItem', refusal(400, 'Denied'));
      await bench.send('version');
      await note(handOver(bench, await delivery()));

      const { posts } = await look(bench);
      tell(`${seen.length} ways: ${seen.join(', ')}; ${posts} requests`);
      expect(seen).toHaveLength(12);
      expect(seen.filter((answer) => answer !== 'failed' && answer !== '1 given back')).toEqual([]);
      expect(posts).toBe(0);
    },
  );
});
