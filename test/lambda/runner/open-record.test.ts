import { afterEach, describe, expect, it, vi } from 'vitest';
import { RecordChangedError } from '../../../lambda/contract/errors';
import { openRecord } from '../../../lambda/runner/open-record';
import { endedRecord, heldRecord, runningRecord } from '../../support/command-records';
import { deliveryOf } from '../../support/deliveries';
import { fakeQueues } from '../../support/fake-queues';
import { fakeRecords } from '../../support/fake-records';
import { requestOf } from '../../support/requests';
import { fakeRunner, type RunnerSetting } from '../../support/runner';
import { useStoppedClock } from '../../support/stopped-clock';

const NOW = Date.parse('2026-03-01T10:05:00Z');
const DEADLINE = NOW + 180_000;
const ID = 'upload-7';
const DOWN = new Error('the table is down');

useStoppedClock(NOW);
afterEach(() => void vi.restoreAllMocks());

/** Opens the record of `version`, under its id, among fakes. */
async function open(setting: RunnerSetting, changes: Parameters<typeof deliveryOf>[1] = {}) {
  const runner = fakeRunner(setting);
  const delivery = deliveryOf(JSON.stringify({ command: 'version', id: ID }), changes);
  const opened = openRecord(requestOf(delivery.body), {
    delivery,
    context: runner.context,
    deadline: DEADLINE,
  });
  return { ...runner, result: await opened.catch((error: unknown) => error) };
}

const { fingerprint } = requestOf('version', ID).command ?? { fingerprint: '' };

describe('The record of a first delivery', () => {
  it('is written with a lease until this invocation ends, and not read before', async () => {
    const { result, records } = await open({});
    expect(records.read).toStrictEqual([]);
    expect(records.saved).toMatchObject([
      { id: ID, state: 'running', version: 1, attempts: 1, leaseUntil: DEADLINE },
    ]);
    const [record] = records.saved;
    expect(result).toStrictEqual({ kind: 'run', record, command: requestOf('version').command });
  });

  it('is read when there is one already, and that one decides', async () => {
    const held = heldRecord({ fingerprint, version: 4, attempts: 2, lateAnswers: 1 });
    const { result, records, queues } = await open({ before: [held] });
    expect(records.read).toStrictEqual([ID]);
    expect(records.table.get(ID)).toMatchObject({
      state: 'running',
      version: 5,
      attempts: 3,
      lateAnswers: 1,
    });
    expect(result).toMatchObject({ kind: 'run', record: { version: 5 } });
    expect(queues.hidden).toStrictEqual([]);
  });
});

it.each([
  ['a second delivery', { receiveCount: 2 }],
  ['a dead letter', { deadLetter: { id: ID, attempts: 1, attribute: '{}' } }],
])('The record of %s is read first', async (_title, changes) => {
  const table = fakeRecords({ before: [heldRecord({ fingerprint })] });
  const save = vi.spyOn(table, 'save');
  const { records } = await open({ records: table }, changes);
  expect(records.read).toStrictEqual([ID]);
  expect(save.mock.calls).toMatchObject([[{ state: 'running', version: 3 }]]);
});

describe('When the record cannot be opened', () => {
  const CHANGED = new RecordChangedError('changed by another invocation');

  it.each([
    ['cannot be written', 1, { save: [DOWN] }, DOWN],
    ['cannot be read', 2, { find: [DOWN] }, DOWN],
    ['is there already but cannot be read', 1, { save: [CHANGED], find: [DOWN] }, DOWN],
    ['is written by another between reading and writing', 2, { save: [CHANGED] }, CHANGED],
    ['is written by another twice', 1, { save: [CHANGED, CHANGED] }, CHANGED],
  ])(
    'since it %s, the message is hidden and the error thrown on',
    async (_title, receiveCount, failures, error) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.999);
      const records = fakeRecords({ failures });
      const { result, queues } = await open({ records }, { receiveCount });
      expect(result).toBe(error);
      expect(queues.hidden).toStrictEqual([receiveCount === 1 ? 5 : 10]);
      expect(queues.deadLetters).toStrictEqual([]);
    },
  );
});

describe('The record that another invocation may be at', () => {
  it('has the message hidden until its lease ends, and given back', async () => {
    const running = runningRecord({ fingerprint, leaseUntil: NOW + 90_001 });
    const { result, queues, skipped, records } = await open({ before: [running] });
    expect(result).toStrictEqual({ kind: 'disposed', disposal: 'give-back' });
    expect(queues.hidden).toStrictEqual([91]);
    expect(records.saved).toStrictEqual([]);
    expect(skipped).toStrictEqual([`${ID}: another invocation may still be running it`]);
  });
});

describe('A message whose record has ended', () => {
  it('is done with when another message of the command did it, and nothing is sent', async () => {
    const ended = endedRecord({ fingerprint, messageId: 'message-2' });
    const { result, queues, records, skipped } = await open({ before: [ended] });
    expect(result).toStrictEqual({ kind: 'disposed', disposal: 'done' });
    expect([queues.deadLetters, queues.hidden, records.saved]).toStrictEqual([[], [], []]);
    expect(skipped).toStrictEqual([
      `${ID}: another message with the same id has done it, or is at it`,
    ]);
  });

  it('has its dead letter sent again when it came back itself, with what the record says', async () => {
    const ended = endedRecord({ outcome: 'unknown', reason: 'lost', attempts: 3, fingerprint });
    const { result, queues, records, skipped } = await open({ before: [ended] });
    expect(result).toStrictEqual({ kind: 'disposed', disposal: 'done' });
    const firstSeen = ended.firstSeenAt;
    expect(queues.deadLetters).toMatchObject([
      { deadLetter: { outcome: 'unknown', reason: 'lost', id: ID, firstSeen, attempts: 3 } },
    ]);
    expect(records.saved).toStrictEqual([]);
    expect(skipped).toStrictEqual([`${ID}: it has ended already`]);
  });

  it('has no dead letter to send again after success', async () => {
    const ended = endedRecord({ outcome: 'succeeded', fingerprint });
    const { result, queues } = await open({ before: [ended] }, { receiveCount: 2 });
    expect(result).toStrictEqual({ kind: 'disposed', disposal: 'done' });
    expect(queues.deadLetters).toStrictEqual([]);
  });

  it('is hidden, and the error thrown on, when its dead letter cannot be sent', async () => {
    const queues = fakeQueues(['sendDeadLetter']);
    const { result } = await open({ before: [endedRecord({ fingerprint })], queues });
    expect(result).toMatchObject({ message: 'sendDeadLetter failed' });
    expect(queues.hidden).toHaveLength(1);
  });
});
