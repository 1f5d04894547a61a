import { Agent } from 'node:https';
import { describe, expect, it, vi } from 'vitest';
import { createWebServer } from '../../../../lambda/adapters/mwaa/web-server';
import { EnvironmentUnavailableError } from '../../../../lambda/contract/errors';
import { type Certificates, createCertificates } from '../../../../local/mwaa/certificates';
import { certificatesOfHost, HOST } from '../../../support/tls-server';
import { failureOf, postOf, serve } from '../../../support/web-servers';

const DAY_MS = 86_400_000;

async function expectRefused(certificates: Certificates, reason: RegExp, agent?: Agent) {
  let posts = 0;
  const { server, webServer } = await serve((_request, response) => {
    posts += 1;
    response.end('{}');
  }, certificates);
  const post = agent === undefined ? webServer : createWebServer(agent, server.address);
  const error = await failureOf(() => post(postOf()));
  expect(error).toBeInstanceOf(EnvironmentUnavailableError);
  expect(error.message).toMatch(reason);
  expect(error.message).toContain(HOST);
  expect(posts).toBe(0);
}

describe('nothing is sent to a web server whose certificate', () => {
  it('is for another name', async () => {
    await expectRefused(await createCertificates(['other.example']), /not in the cert|altnames/);
  });

  it('has expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3 * DAY_MS });
    const expired = await createCertificates([HOST]).finally(() => vi.useRealTimers());
    await expectRefused(expired, /expired/);
  });

  it('is not valid yet', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * DAY_MS });
    const early = await createCertificates([HOST]).finally(() => vi.useRealTimers());
    await expectRefused(early, /not yet valid/);
  });

  it('is vouched for by nobody that is trusted', async () => {
    await expectRefused(
      await certificatesOfHost(),
      /unable to|self-signed/,
      new Agent({ keepAlive: true }),
    );
  });
});
