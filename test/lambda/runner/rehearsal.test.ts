import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Via } from '../../../lambda/contract/via';
import { rehearse } from '../../../lambda/runner/rehearsal';
import { ENVIRONMENT } from '../../support/deliveries';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('A rehearsal', () => {
  it.each<Via>(['cli', 'rest', 'auto'])(
    'by %s goes the whole way of a trigger, to the output in its record',
    async (via) => {
      const builtins = vi.spyOn(process, 'getBuiltinModule');
      await rehearse({
        environmentName: ENVIRONMENT,
        recordsRetentionDays: 30,
        commandTimeoutMs: 65_000,
        via,
      });
      expect(builtins.mock.calls).toStrictEqual([['node:zlib'], ['node:zlib']]);
    },
  );
});
