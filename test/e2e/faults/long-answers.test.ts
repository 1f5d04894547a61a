import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished } from 'vitest';
import { RUNNER_VARIABLES } from '../../../lambda/contract/environment-variables';
import { createCertificates } from '../../../local/mwaa/certificates';
import { always, output, posting } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { inWords, logged, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { startTlsServer } from '../../support/tls-server';

const MB = 1_000_000;

/** Tells again and again how much memory its process has. Its peak would count its parent's before the fork. */
const PROBE = `setInterval(() => console.log(JSON.stringify(
  { rssMb: Math.round(process.memoryUsage.rss() / 1e6) })), 5).unref();`;

const bench = useBench();

/** The most memory that a runner's process was seen to have. */
function peakMb(): number {
  return Math.max(...logged(bench).map(({ rssMb }) => Number(rssMb ?? 0)));
}

fault(
  20,
  'Airflow prints 20 MB, then 2.9 MB',
  'the first is cut off and ends as unknown, the second succeeds with its length told; within the memory of the function',
  async (tell) => {
    const probe = path.join(bench.deployment.folder, 'probe.cjs');
    writeFileSync(probe, PROBE);
    await bench.restart({ NODE_OPTIONS: `--require ${probe}` });
    bench.onCall = always(posting(), output('x'.repeat(20 * MB)));
    await bench.runAll('version');
    const first = await look(bench);
    // Text that does not compress to nothing.
    const text = Array.from({ length: (2.9 * MB) / 20 }, (_, i) =>
      `${(i * 7919) % 104729} `.padStart(20, String(i)),
    ).join('');
    bench.onCall = always(posting(), output(text));
    await bench.runAll('version');

    const seen = await look(bench);
    const [, record] = await bench.records.commands();
    const stdout = record?.state === 'ended' ? record.stdout : undefined;
    const kept = gunzipSync(stdout?.gzip ?? '').length;
    const { memoryMb } = bench.functionNamed('Runner').spec;
    const line = logged(bench).find((l) => l.outcome === 'succeeded');
    tell(
      `20 MB: ${inWords(first)}; 2.9 MB: ${seen.succeeded} succeeded, ${kept} of ${stdout?.bytes} bytes kept; peak ${peakMb()} of ${memoryMb} MB`,
    );
    expect(first).toMatchObject({ posts: 3, unknown: 1, deadLetters: 1 });
    expect(seen).toMatchObject({ succeeded: 1, deadLetters: 1 });
    expect(stdout).toMatchObject({ bytes: text.length, truncated: true });
    expect(line?.stdout).toContain(`(${text.length} characters in all)`);
    expect(peakMb()).toBeGreaterThan(0);
    expect(peakMb()).toBeLessThan(memoryMb);
  },
);

/** A web server that answers a few bytes a second, and never ends. It tells how long each command was waited for. */
async function startDrip() {
  const [environment] = bench.run.standIn.environments.values();
  const certificates = await createCertificates([environment?.host ?? '']);
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
  const authority = path.join(bench.deployment.folder, 'authority-of-drip.pem');
  writeFileSync(authority, certificates.authority);
  await bench.restart({
    [RUNNER_VARIABLES.webServerAddress]: server.address,
    NODE_EXTRA_CA_CERTS: authority,
  });
  return took;
}

fault(
  21,
  'the answer comes a byte at a time and does not end',
  'given up when the time for the whole is over; the trigger is tried again',
  async (tell) => {
    const took = await startDrip();
    await bench.send('dags trigger orders');
    await bench.settle();
    const held = await look(bench);
    await bench.restart();
    await bench.drain();

    const seen = await look(bench);
    tell(
      `given up after ${took.join(', ')} ms (time-out 5000): ${inWords(held)}; then ${inWords(seen)}`,
    );
    expect(took).toHaveLength(1);
    expect(took[0]).toBeGreaterThan(4900);
    expect(took[0]).toBeLessThan(12_000);
    expect(held).toMatchObject({ held: 1, runs: 0 });
    expect(seen).toMatchObject({ succeeded: 1, runs: 1, deadLetters: 0 });
  },
);
