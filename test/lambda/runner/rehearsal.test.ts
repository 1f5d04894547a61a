import { expect, it, vi } from 'vitest';
import type { Via } from '../../../lambda/contract/via';
import { rehearse } from '../../../lambda/runner/rehearsal';
import { ENVIRONMENT } from '../../support/deliveries';

it.each<[Via, string]>([
  ['cli', 'cli'],
  ['rest', 'rest'],
  ['auto', 'rest'],
])('A rehearsal by %s goes the whole way of a trigger that succeeds', async (via, way) => {
  const log = { info: vi.fn(), warn: vi.fn() };
  const settings = { environmentName: ENVIRONMENT, recordsRetentionDays: 30, via };
  await rehearse({ ...settings, commandTimeoutMs: 65_000 }, log);
  expect(log.info.mock.calls).toMatchObject([['command succeeded', { via: way, attempt: 1 }]]);
  expect(log.warn).not.toHaveBeenCalled();
});
