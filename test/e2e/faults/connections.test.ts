import { afterAll, beforeAll, expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { AT_A_DOOR, type Door, openDoor } from '../../support/faults/door';
import { fault } from '../../support/faults/fault';
import { Gate } from '../../support/faults/gate';
import { inWords, look, shorten } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

byEachWay(AT_A_DOOR, (bench, way) => {
  let door: Door;
  let gate: Gate;
  beforeAll(async () => {
    door = await openDoor(bench, way);
    gate = await Gate.before(door.address);
  });
  afterAll(async () => {
    await gate.shut();
    await door.shut();
  });

  /** Has the runner go there. */
  const connectTo = (address: string) => bench.restart(door.variablesFor(address));

  /** Why the one command that there is waits. */
  async function heldFor(): Promise<string> {
    const [record] = await bench.records.commands();
    return record?.state === 'held' ? record.reason : `not held but ${record?.state}`;
  }

  fault(
    10,
    'the connection is reset before the command was sent, which may not be repeated, a trigger behind it',
    'held, tried again, and both run once',
    async (tell) => {
      await connectTo(gate.address);
      gate.closed = true;
      await bench.send('variables delete a');
      await bench.send('dags trigger orders');
      await bench.settle();
      const held = await look(bench);
      gate.closed = false;

      await bench.drain();

      const seen = await look(bench);
      tell(`reset: ${inWords(held)}; then ${inWords(seen)}`);
      expect(held).toMatchObject({ posts: 0, held: 1 });
      expect(seen).toMatchObject({ posts: 2, succeeded: 2, runs: 1, deadLetters: 0 });
    },
  );

  fault(
    11,
    'an idle connection was closed while nobody looked, and is written to',
    'a trigger is tried again, what may not be repeated ends as unknown; after 31 s a new connection is made',
    async (tell) => {
      await connectTo(gate.address);
      await bench.runAll('version');
      gate.abandon();
      await bench.runAll('dags trigger orders');
      const trigger = await look(bench);
      gate.abandon();
      await bench.runAll('variables delete a');
      const unsafe = await look(bench);
      // The failure has closed that connection: the next command leaves another one idle.
      await bench.runAll('version');
      gate.abandon();
      await advanceClock(31_000);
      await bench.runAll('variables delete b');

      const seen = await look(bench);
      const [, record] = await bench.records.commands();
      tell(
        `trigger: ${record?.attempts} tries, ${trigger.runs} run; variables delete: ${unsafe.unknown} unknown; after 31 s: ${seen.unknown - unsafe.unknown} unknown; ${inWords(seen)}`,
      );
      expect(record).toMatchObject({ verb: 'dags trigger', attempts: 2 });
      expect(trigger).toMatchObject({ succeeded: 2, runs: 1, posts: 2 });
      expect(unsafe).toMatchObject({ unknown: 1, deadLetters: 1, posts: 2 });
      expect(seen).toMatchObject({ succeeded: 4, unknown: 1, runs: 1, posts: 4 });
    },
  );

  fault(
    12,
    'the name that commands go to does not resolve, then its address is not reachable',
    'held, the name and the network that it needs told; success once it is reached',
    async (tell) => {
      await connectTo('no-such-web-server.invalid:443');
      await bench.send('dags trigger orders');
      await bench.settle();
      const unresolved = await heldFor();
      // A port that nobody listens at any more.
      const gone = await Gate.before(door.address);
      const { address } = gone;
      await gone.shut();
      await connectTo(address);
      await bench.step();
      const unreachable = await heldFor();
      await connectTo(door.address);
      await bench.drain();

      const seen = await look(bench);
      tell(`${shorten(unresolved)}; ${shorten(unreachable)}; then ${inWords(seen)}`);
      expect(unresolved).toMatch(/no connection to \S+ .*invalid/);
      expect(unreachable).toContain('ECONNREFUSED');
      for (const reason of [unresolved, unreachable])
        expect(reason).toMatch(/VPC.*docs\/networking/);
      expect(seen).toMatchObject({ posts: 1, succeeded: 1, runs: 1, deadLetters: 0 });
    },
  );
});
