import { expect, onTestFinished } from 'vitest';
import { inTurn, json, minting, posting } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { ends, inWords, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { certificatesOfHost, startTlsServer } from '../../support/tls-server';

const GOOD = '0123456789ab-c2.c1.us-east-1.airflow.amazonaws.com';

/** What CreateCliToken must never make us send a token to. */
const EVIL_HOSTS = [
  '169.254.169.254',
  'evil.com',
  `${GOOD}@evil.com`,
  `${GOOD}:8443`,
  `${GOOD}/path`,
  `${GOOD}.evil.com`,
  `evil.com#.${GOOD}`,
  GOOD.replace('a', '\u0430'),
  `${GOOD}\r\nHost: evil.com`,
];

const bench = useBench();

/** Why the one command that there is waits. */
async function heldFor(): Promise<string> {
  const [end = ''] = await ends(bench);
  return end;
}

fault(
  14,
  'the web server redirects to another host',
  'not followed, refused for good',
  async (tell) => {
    const server = await startTlsServer(
      (_, response) => response.end(),
      await certificatesOfHost(),
    );
    onTestFinished(() => server.stop());
    const location = `https://${server.address}/aws_mwaa/cli`;
    const redirects = [301, 302, 303, 307, 308].map((status) => ({
      status,
      headers: { location },
    }));
    bench.onCall = inTurn(posting(), redirects);

    await bench.runAll(...redirects.map(() => 'dags trigger orders'));

    const seen = await look(bench);
    tell(
      `${redirects.length} redirects: ${inWords(seen)}, ${server.connections.length} connections to the other host`,
    );
    expect(seen).toMatchObject({ posts: 5, refused: 5, runs: 0, deadLetters: 5 });
    expect(server.connections).toEqual([]);
  },
);

fault(
  15,
  'CreateCliToken names a host that is no web server of MWAA',
  'held, nothing posted there; success once the right one is named',
  async (tell) => {
    const CliToken = `eyJ${'a'.repeat(20)}.b.c`;
    const answers = EVIL_HOSTS.map((WebServerHostname) => json({ CliToken, WebServerHostname }));
    bench.onCall = inTurn(minting, answers);
    await bench.send('dags trigger orders');
    await bench.settle();
    const reasons = new Set([await heldFor()]);
    while (reasons.size < EVIL_HOSTS.length) {
      await bench.step();
      reasons.add(await heldFor());
    }
    const held = await look(bench);
    await bench.drain();

    const seen = await look(bench);
    tell(
      `${EVIL_HOSTS.length} hosts, held for ${reasons.size} reasons, such as ${[...reasons][1]}: ${inWords(held)}; then ${inWords(seen)}`,
    );
    expect(held).toMatchObject({ posts: 0, held: 1, deadLetters: 0 });
    for (const reason of reasons) expect(reason).toMatch(/^held .CreateCliToken named the host/);
    expect(seen).toMatchObject({ posts: 1, succeeded: 1, runs: 1, deadLetters: 0 });
  },
);
