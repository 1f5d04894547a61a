import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { type Certificates, createCertificates } from '../../../local/mwaa/certificates';
import { AT_A_DOOR, type Door, openDoor } from '../../support/faults/door';
import { fault } from '../../support/faults/fault';
import { inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';
import { startTlsServer } from '../../support/tls-server';

const DAY_MS = 86_400_000;

byEachWay(AT_A_DOOR, (bench, way) => {
  let door: Door;
  let expired: Certificates;
  let ofAnother: Certificates;
  let untrusted: Certificates;

  beforeAll(async () => {
    door = await openDoor(bench, way);
    const hosts = [door.host];
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3 * DAY_MS });
    expired = await createCertificates(hosts).finally(() => vi.useRealTimers());
    ofAnother = await createCertificates(['other.example']);
    untrusted = await createCertificates(hosts);
  });
  afterAll(() => door.shut());

  /** Puts a server with another certificate behind the door. */
  async function impersonate(certificates: Certificates, isTrusted: boolean) {
    const posts: string[] = [];
    const server = await startTlsServer((request, response) => {
      posts.push(String(request.url));
      response.end('{}');
    }, certificates);
    onTestFinished(() => server.stop());
    const { authority } = certificates;
    await bench.restart(door.variablesFor(server.address, isTrusted ? authority : undefined));
    return { posts, connections: server.connections };
  }

  fault(
    13,
    'the certificate of whom commands go to has expired, is another’s, is vouched for by nobody',
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
        if (reasons.length === 0) await bench.send('variables delete a');
        else await bench.step();
        await bench.settle();
        const [record] = await bench.records.commands();
        reasons.push(record?.state === 'held' ? record.reason : `not held but ${record?.state}`);
        posts.push(...impostor.posts);
        connections += impostor.connections.length;
      }
      await bench.restart(door.variablesFor(door.address));
      await bench.drain();

      const seen = await look(bench);
      const causes = reasons.map((reason) => /\(([^(.:]*certificate[^.:)]*)/.exec(reason)?.[1]);
      tell(
        `${connections} connections, ${posts.length} requests to them; held: ${causes.join('; ')}; then ${inWords(seen)}`,
      );
      expect(connections).toBeGreaterThanOrEqual(3);
      expect(posts).toEqual([]);
      expect(reasons).toEqual([
        expect.stringContaining('certificate has expired'),
        expect.stringContaining("does not match certificate's altnames"),
        expect.stringMatching(/unable to|self-signed|signature/),
      ]);
      expect(seen).toMatchObject({ posts: 1, succeeded: 1, deadLetters: 0 });
    },
  );
});
