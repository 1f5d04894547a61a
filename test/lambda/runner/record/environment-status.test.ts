import { describe, expect, it, vi } from 'vitest';
import { RecordChangedError } from '../../../../lambda/contract/errors';
import { environmentRecordId } from '../../../../lambda/contract/record';
import { createEnvironmentStatus } from '../../../../lambda/runner/record/environment-status';
import { ENVIRONMENT } from '../../../support/deliveries';
import { fakeRecords } from '../../../support/fake-records';
import { useStoppedClock } from '../../../support/stopped-clock';

const ID = environmentRecordId(ENVIRONMENT);
const HELD_AT = '2026-03-01T10:00:00.000Z';

useStoppedClock(Date.parse(HELD_AT));

/** One environment, as some functions see it. */
function statuses(records = fakeRecords()) {
  const create = () => createEnvironmentStatus(records, ENVIRONMENT);
  return { records, create, status: create() };
}

describe('An environment in trouble', () => {
  it('is written down as held, and announced', async () => {
    const { status, records } = statuses();
    await status.held('busy');
    expect(records.saved).toMatchObject([
      {
        id: ID,
        version: 1,
        state: 'held',
        reason: 'busy',
        since: HELD_AT,
        event: {
          detailType: 'Airflow Environment Held',
          environment: ENVIRONMENT,
          reason: 'busy',
          startedAt: HELD_AT,
          finishedAt: '',
          outcome: '',
        },
      },
    ]);
  });

  it('has a reason that is cut when it is long', async () => {
    const { status, records } = statuses();
    await status.held('x'.repeat(100_000));
    const reason = `${'x'.repeat(1999)}…`;
    expect(records.saved).toMatchObject([{ reason, event: { reason } }]);
  });

  it('is announced once, however many commands are held, and by whichever function', async () => {
    const { status, create, records } = statuses();
    await status.held('busy');
    await status.held('denied');
    await create().held('busy');
    expect(records.saved).toHaveLength(1);
  });

  it('is announced again after it was released', async () => {
    const { status, records } = statuses();
    await status.held('busy');
    await status.available();
    await status.held('busy');
    expect(records.saved).toMatchObject([
      { version: 1, state: 'held' },
      { version: 2, state: 'available' },
      { version: 3, state: 'held' },
    ]);
  });
});

describe('An environment that answers again', () => {
  it('is written down as available, and announced with how long it was held, and why', async () => {
    const { status, records } = statuses();
    await status.held('busy');
    vi.setSystemTime(Date.parse(HELD_AT) + 60_000);
    await status.available();
    const since = '2026-03-01T10:01:00.000Z';
    expect(records.table.get(ID)).toMatchObject({
      state: 'available',
      since,
      event: {
        detailType: 'Airflow Environment Released',
        environment: ENVIRONMENT,
        reason: 'busy',
        startedAt: HELD_AT,
        finishedAt: since,
      },
    });
    expect(records.table.get(ID)).not.toHaveProperty('reason');
  });

  it('is announced once', async () => {
    const { status, create, records } = statuses();
    await status.held('busy');
    await status.available();
    await status.available();
    await create().available();
    expect(records.saved).toHaveLength(2);
  });

  it('is found out by the next answer, in whichever function', async () => {
    const { status, create, records } = statuses();
    const other = create();
    await other.available();
    await status.held('busy');
    await other.available();
    expect(records.table.get(ID)).toMatchObject({ state: 'available' });
  });
});

describe('An environment without trouble', () => {
  it('has its status read after every answer, and nothing written', async () => {
    const { status, records } = statuses();
    for (let i = 0; i < 3; i += 1) await status.available();
    expect(records.read).toStrictEqual([ID, ID, ID]);
    expect(records.saved).toStrictEqual([]);
  });

  it('is found out by the next answer when that could not be read, or written', async () => {
    const failures = { find: [new Error('down')], save: [undefined, new RecordChangedError('x')] };
    const { status, create, records } = statuses(fakeRecords({ failures }));
    await expect(status.available()).rejects.toThrow('down');
    await create().held('busy');
    await expect(status.available()).rejects.toThrow(RecordChangedError);
    await status.available();
    expect(records.table.get(ID)).toMatchObject({ state: 'available' });
  });
});
