import { describe, expect } from 'vitest';
import { clockAhead } from '../../../local/clock';
import { fault } from '../../support/faults/fault';
import { deadLetterOf } from '../../support/faults/queue-peek';
import { ends, inWords, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { byEachWay } from '../../support/faults/ways';

const MIB = 1024 * 1024;

/** What no sender should send, and what must be told of it. */
const MALFORMED: readonly (readonly [string, RegExp])[] = [
  ['{oops', /is no JSON/],
  ['[1, 2]', /no Airflow command/],
  ['{"trigger": 7}', /trigger is a number/],
  ['{"argv": "dags pause d"}', /argv is a string/],
  ['{"command": null}', /command is null/],
  [' ', /the command is empty/],
  ['{}', /none of command, argv and trigger/],
  ['{"command": "version", "comand": "version"}', /unknown field "comand"/],
  ['{"command": "version", "id": "a b"}', /id "a b" has 3 characters/],
  ['dags trigger "orders', /without its end/],
  ['x'.repeat(MIB), /the body has 1048576 bytes/],
];

byEachWay({}, (bench) => {
  fault(
    22,
    'malformed messages, with a good one behind them',
    'each in the dead-letter queue at once with its reason; the good one runs without a wait',
    async (tell) => {
      const before = clockAhead();
      const bodies = MALFORMED.map(([body]) => body);

      await bench.runAll(...bodies, 'dags trigger orders');

      const seen = await look(bench);
      const waited = (clockAhead() - before) / 1000;
      const letters = (await bench.messagesIn('DeadLetterQueueUrl')).map(deadLetterOf);
      tell(`${bodies.length} malformed: ${inWords(seen)}, ${waited} s waited`);
      for (const [, reason] of MALFORMED) {
        expect(
          letters.filter((l) => reason.test(l.reason)),
          String(reason),
        ).toHaveLength(1);
      }
      const count = bodies.length;
      expect(seen).toMatchObject({ posts: 1, refused: count, deadLetters: count, succeeded: 1 });
      expect(seen.runs).toBe(1);
      expect(waited).toBe(0);
    },
  );

  fault(
    23,
    'a command that is not allowed, and a trigger of a DAG that Airflow does not know',
    'final at once: refused unasked, failed once asked for',
    async (tell) => {
      const before = clockAhead();

      await bench.runAll('connections list', 'dags trigger no_such_dag');

      const seen = await look(bench);
      const ended = await ends(bench);
      const waited = (clockAhead() - before) / 1000;
      tell(`${ended.join('; ')}; ${inWords(seen)}, ${waited} s waited`);
      expect(ended[0]).toMatch(/^refused/);
      expect(ended[1]).toMatch(/^failed .*no_such_dag'? not found/);
      expect(seen).toMatchObject({ posts: 1, deadLetters: 2 });
      expect(waited).toBe(0);
    },
  );

  fault(
    46,
    'a message in a group that is not the environment',
    'refused at once, the right group told',
    async (tell) => {
      await bench.send('dags trigger orders', { group: 'another' });
      await bench.drain();

      const seen = await look(bench);
      const [end] = await ends(bench);
      tell(`${end}; ${inWords(seen)}`);
      expect(end).toMatch(/^refused .*"another": send it with the message group id MyEnvironment/);
      expect(seen).toMatchObject({ posts: 0, deadLetters: 1, runs: 0 });
    },
  );
});

describe('of verbs that do not go by REST', () => {
  const bench = useBench();

  fault(
    50,
    'commands that would ask and wait for an answer',
    'refused before they are sent, the flag told',
    async (tell) => {
      await bench.runAll('dags delete orders', 'tasks clear orders');

      const seen = await look(bench);
      const ended = await ends(bench);
      tell(`${ended.join('; ')}; ${inWords(seen)}`);
      for (const end of ended) expect(end).toMatch(/^refused .*add --yes/);
      expect(seen).toMatchObject({ posts: 0, refused: 2, deadLetters: 2 });
    },
  );
});
