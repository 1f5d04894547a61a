import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../app/config';
import {
  DEFAULT_COMMAND_SECONDS,
  MAX_FUNCTION_SECONDS,
  MAX_UNKNOWN_DAG_PATIENCE_SECONDS,
  MAX_VISIBILITY_SECONDS,
  MIN_RECORD_RETENTION_DAYS,
  VISIBILITY_FACTOR,
} from '../../lambda/contract/limits';
import { DEFAULT_ALLOWED_COMMANDS } from '../../lambda/contract/verbs';
import { AIRFLOW_ROLES } from '../../lambda/contract/via';
import { Via } from '../../lib/commands/via';
import { DEFAULT_MAX_DRAIN_TIME, MAX_DRAIN } from '../../lib/monitoring/drain-time';
import {
  BESIDE_COMMANDS_SECONDS,
  LEAST_COMMAND_SECONDS,
  MAX_COMMAND_SECONDS,
} from '../../lib/runner/timeouts';
import { LOG_RETENTION } from '../../lib/storage/log-groups';
import { DEFAULT_MANIFEST_RETENTION } from '../../lib/uploads/upload-stores';
import { code } from '../../scripts/markdown';
import { errorOf } from '../support/errors';
import { ROOT } from '../support/process';

const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const [, table = ''] = /\n\| key of an environment .*\n.*\n([\s\S]*?)\n\n/.exec(readme) ?? [];
const rows = new Map(
  table.split('\n').map((line) => {
    const [, key = '', meaning = '', byDefault = ''] = line.split(/ ?\| ?/);
    return [key, { meaning, byDefault }];
  }),
);

/** The keys that the app takes at a place, as it tells who gives another. */
async function keysAt(wrong: object): Promise<readonly string[]> {
  const environment = { name: 'MyEnvironment', ...wrong };
  const { message } = await errorOf(() => readConfig({ environments: [environment] }));
  return message.replace(/^.*allowed are /, '').split(', ');
}

describe("the README's table of an environment's keys", () => {
  it('names every key that there is, and no other', async () => {
    const named = [...rows.keys()].flatMap((cell) => cell.replaceAll(/[`[\]]/g, '').split(', '));
    const timeouts = await keysAt({ timeouts: { nonsense: 1 } });
    const own = (await keysAt({ nonsense: 1 })).filter((key) => key !== 'timeouts');

    expect(named.toSorted()).toEqual(
      [...own, ...timeouts.map((one) => `timeouts.${one}`)].toSorted(),
    );
  });

  it.each([
    ['allowedCommands', '', code(DEFAULT_ALLOWED_COMMANDS)],
    ['via', '`cli`, `rest` or `auto`', code([Via.CLI])],
    ['airflowRole', code(AIRFLOW_ROLES), '`User`'],
    ['unknownDagPatience', `at most ${MAX_UNKNOWN_DAG_PATIENCE_SECONDS}`, '0:'],
    [
      'maxDrainMinutes',
      `${MAX_DRAIN.least} to ${MAX_DRAIN.most}`,
      `${DEFAULT_MAX_DRAIN_TIME.toMinutes()}`,
    ],
    [
      'recordRetentionDays',
      `at least ${MIN_RECORD_RETENTION_DAYS}`,
      `${MIN_RECORD_RETENTION_DAYS}`,
    ],
    [
      'timeouts.command',
      `${LEAST_COMMAND_SECONDS} to ${MAX_COMMAND_SECONDS}`,
      `${DEFAULT_COMMAND_SECONDS}`,
    ],
    [
      'timeouts.runner',
      `at least ${BESIDE_COMMANDS_SECONDS} + 2 × \`command\`, at most ${MAX_FUNCTION_SECONDS}`,
      'the least',
    ],
    [
      'timeouts.visibility',
      `at least ${VISIBILITY_FACTOR} × \`runner\`, at most ${MAX_VISIBILITY_SECONDS}`,
      'the least',
    ],
    ['uploadManifestRetentionDays', '', `${DEFAULT_MANIFEST_RETENTION.toDays()}`],
    ['logRetentionDays', LOG_RETENTION.days.slice(0, 8).join(', '), `${LOG_RETENTION.default}`],
  ])('tells the limits and the default that the code has: %s', (key, limits, byDefault) => {
    const row = rows.get(`\`${key}\``);

    expect(row?.meaning).toContain(limits);
    expect(row?.byDefault.startsWith(byDefault), row?.byDefault).toBe(true);
  });
});
