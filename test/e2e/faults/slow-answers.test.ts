import { expect, onTestFinished } from 'vitest';
import { createCertificates } from '../../../local/mwaa/certificates';
import type { Bench } from '../../support/faults/bench';
import { AT_A_DOOR, type Door, openDoor } from '../../support/faults/door';
import { fault } from '../../support/faults/fault';
import { announced, inWords, look } from '../../support/faults/seen';
import { byEachWay, SLACK_MS } from '../../support/faults/ways';
import { startTlsServer } from '../../support/tls-server';

/** A server that answers a few bytes a second, and never ends. It tells how long each command was waited for. */
async function startDrip(bench: Bench, { host, variablesFor }: Door) {
  const certificates = await createCertificates([host]);
  const took: number[] = [];
  const server = await startTlsServer((request, response) => {
    const began = performance.now();
    request.resume();
    const drip = setInterval(() => response.write(' '), 200);
    response.on('close', () => {
      clearInterval(drip);
      // The start of the function asks for the front page, for two seconds at most.
      if (request.method === 'POST') took.push(Math.round(performance.now() - began));
    });
  }, certificates);
  onTestFinished(() => server.stop());
  await bench.restart(variablesFor(server.address, certificates.authority));
  return took;
}

byEachWay(AT_A_DOOR, (bench, way) => {
  fault(
    21,
    'the answer comes a byte at a time and does not end',
    'given up when the time for the whole is over; the trigger is tried again',
    async (tell) => {
      const door = await openDoor(bench, way);
      onTestFinished(() => door.shut());
      const took = await startDrip(bench, door);
      await bench.send('dags trigger orders');
      await bench.settle();
      const held = await look(bench);
      await bench.restart(door.variablesFor(door.address));
      await bench.drain();

      const seen = await look(bench);
      tell(
        `given up after ${took.join(', ')} ms (time-out ${way.timeoutMs}): ${inWords(held)}; then ${inWords(seen)}`,
      );
      expect(took).toHaveLength(1);
      expect(took[0]).toBeGreaterThan(way.timeoutMs - 100);
      expect(took[0]).toBeLessThan(way.timeoutMs + SLACK_MS);
      expect(held).toMatchObject({ held: 1, runs: 0 });
      // The answer is late, which says nothing of the environment.
      expect(announced(bench, 'Airflow Environment Held')).toEqual([]);
      expect(seen).toMatchObject({ succeeded: 1, runs: 1, deadLetters: 0 });
    },
  );
});
