import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MAX_REASON_LENGTH, MAX_SHOWN_COMMAND_LENGTH } from '../../lambda/contract/limits';
import { advanceClock } from '../../local/clock';
import { always, output, posting } from '../support/faults/calls';
import { useBench } from '../support/faults/use-bench';
import { Operator, readOutput } from '../support/operator';
import { expectTold } from '../support/operator-checks';

const SENTINEL = 's3ntinel';

const bench = useBench({
  environment: { allowedCommands: ['connections add', 'dags trigger', 'variables set', 'version'] },
});
const operator = new Operator(bench);

function ids(list: readonly { readonly id?: unknown }[]): readonly unknown[] {
  return list.map(({ id }) => id);
}

describe('The list of', () => {
  /** Four commands, a second apart. The first and the third are of this DAG. */
  async function runFour(firstAndThird = 'nowhere'): Promise<void> {
    for (const [i, dagId] of [firstAndThird, 'orders', firstAndThird, 'report'].entries()) {
      await bench.runAll({ trigger: { dagId }, id: `command-${i + 1}` });
      await advanceClock(1000);
    }
  }

  it('what an environment did has the newest first', async () => {
    await runFour();

    expect(ids(await operator.history())).toEqual([
      'command-4',
      'command-3',
      'command-2',
      'command-1',
    ]);
  });

  it('dead letters has the newest first, and no command that succeeded', async () => {
    await runFour();

    expect(ids(await operator.deadLetters())).toEqual(['command-3', 'command-1']);
  });

  it('dead letters loses one that is retried and succeeds, and keeps the others', async () => {
    const answer = output('', 'Traceback (most recent call last):\nOSError: no space left\n');
    bench.onCall = always(posting(/command-[13]__/), answer);
    await runFour('orders');
    bench.onCall = () => undefined;

    await operator.retry('command-3');
    await bench.drain();

    expect(ids(await operator.deadLetters())).toEqual(['command-1']);
  });

  it('dead letters has one that is retried and fails again as the newest', async () => {
    await runFour();

    await operator.retry('command-1');
    await bench.drain();

    expect(ids(await operator.deadLetters())).toEqual(['command-1', 'command-3']);
    expect(operator.events('command-1').map(({ detail }) => detail.attempts)).toEqual(['1', '2']);
  });
});

describe('What is recorded and announced', () => {
  it('has a size that fits, whatever was sent and printed', async () => {
    const noise = randomBytes(700_000).toString('hex');
    const reason = `ValueError: ${noise.slice(0, 5000)}`;
    const stderr = `Traceback (most recent call last):\n  a frame\n${reason}\n${noise}`;
    bench.onCall = always(posting(), output(noise, stderr));

    const conf = { data: noise.slice(0, 100_000) };
    await bench.runAll({ trigger: { dagId: 'orders', conf }, id: 'the-command' });

    const { record } = await expectTold(operator, 'the-command', 'failed');
    expect(record.command).toHaveLength(MAX_SHOWN_COMMAND_LENGTH);
    expect(record.reason?.length).toBeLessThanOrEqual(MAX_REASON_LENGTH);
    expect(record.stdout).toMatchObject({ bytes: noise.length, truncated: true });
    expect(readOutput(record.stderr).endsWith(noise.slice(-1000))).toBe(true);
  });

  it.each([
    `variables set key ${SENTINEL}-value ${SENTINEL}-too-many`,
    `variables set --frobnicate key ${SENTINEL}-value`,
    `connections add id --conn-uri postgres://u:${SENTINEL}@h/d`,
  ])('has no secret: %s', async (command) => {
    const stderr = `Traceback (most recent call last):\nValueError: ${command}\n`;
    bench.onCall = always(posting(), output(`told ${command}`, stderr));

    await bench.runAll({ command, id: 'the-command' });

    const { record, detail } = await expectTold(operator, 'the-command', 'failed');
    const outputs = [record.stdout, record.stderr].map(readOutput);
    expect(JSON.stringify([record, detail, ...outputs])).not.toContain(SENTINEL);
    expect(record.reason).not.toBe('');
  });
});
