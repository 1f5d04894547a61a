import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { beforeAll, expect, onTestFinished, vi } from 'vitest';
import { RUNNER_VARIABLES } from '../../../lambda/contract/environment-variables';
import { type Certificates, createCertificates } from '../../../local/mwaa/certificates';
import { fault } from '../../support/faults/fault';
import { inWords, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { startTlsServer } from '../../support/tls-server';

const DAY_MS = 86_400_000;

const bench = useBench();
let expired: Certificates;
let ofAnother: Certificates;
let untrusted: Certificates;

beforeAll(async () => {
  const [environment] = bench.run.standIn.environments.values();
  const hosts = [environment?.host ?? ''];
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3 * DAY_MS });
  expired = await createCertificates(hosts).finally(() => vi.useRealTimers());
  ofAnother = await createCertificates(['other.example']);
  untrusted = await createCertificates(hosts);
});

/** Puts a web server with another certificate in the place of the environment's. */
async function impersonate(certificates: Certificates, isTrusted: boolean) {
  const posts: string[] = [];
  const server = await startTlsServer((request, response) => {
    posts.push(String(request.url));
    response.end('{}');
  }, certificates);
  onTestFinished(() => server.stop());
  const authority = path.join(bench.deployment.folder, `authority-${server.address}.pem`);
  writeFileSync(authority, certificates.authority);
  await bench.restart({
    [RUNNER_VARIABLES.webServerAddress]: server.address,
    ...(isTrusted ? { NODE_EXTRA_CA_CERTS: authority } : {}),
  });
  return { posts, connections: server.connections };
}

fault(
  13,
  "the web server's certificate has expired, is another's, is vouched for by nobody",
  'held each time, nothing sent; success with the right one',
  async (tell) => {
    const reasons: string[] = [];
    const posts: string[] = [];
    let connections = 0;
    for (const [certificates, isTrusted] of [
      [expired, true],
      [ofAnother, true],
      [untrusted, false],
    ] as const) {
      const impostor = await impersonate(certificates, isTrusted);
      if (reasons.length === 0) await bench.send('dags trigger orders');
      else await bench.step();
      await bench.settle();
      const [record] = await bench.records.commands();
      reasons.push(record?.state === 'held' ? record.reason : `not held but ${record?.state}`);
      posts.push(...impostor.posts);
      connections += impostor.connections.length;
    }
    await bench.restart();
    await bench.drain();

    const seen = await look(bench);
    const causes = reasons.map((reason) => /\((.*?)[.:)]/.exec(reason)?.[1]);
    tell(
      `${connections} connections, ${posts.length} POSTs to them; held: ${causes.join('; ')}; then ${inWords(seen)}`,
    );
    expect(connections).toBeGreaterThanOrEqual(3);
    expect(posts).toEqual([]);
    expect(reasons).toEqual([
      expect.stringContaining('certificate has expired'),
      expect.stringContaining("does not match certificate's altnames"),
      expect.stringMatching(/unable to|self-signed|signature/),
    ]);
    expect(seen).toMatchObject({ posts: 1, succeeded: 1, runs: 1, deadLetters: 0 });
  },
);
