import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { StackRun } from '../../../local/stack-run';
import { Mwaaq } from '../../support/mwaaq';
import { temporaryFolder } from '../../support/temporary-folder';

const ENVIRONMENT = 'MyEnvironment';

let run: StackRun;
let mwaaq: Mwaaq;

beforeAll(async () => {
  const engine = createAirflowModel({ version: '2.11.2', dagIds: ['a', 'b'] });
  run = await StackRun.start('mwaaq-batch', [{ config: { name: ENVIRONMENT }, engine }]);
  mwaaq = Mwaaq.for(run.local, 'batch');
});

afterAll(() => run?.stop());

async function fileOf(...lines: readonly string[]): Promise<string> {
  const file = path.join(temporaryFolder(), 'commands.txt');
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

describe('mwaaq send-batch', () => {
  it('sends all in order, and none twice when it is called again', async () => {
    const file = await fileOf(
      '# first all is paused',
      'dags pause a',
      '',
      'dags pause b',
      '{"trigger": {"dagId": "a", "conf": {"n": 1}}, "id": "named"}',
      'dags unpause a',
    );

    // What another test sent before is done, and is not counted.
    await run.drain(60_000);
    const before = run.ran.length;
    const first = await mwaaq.call('send-batch', '--id', 'night', '--yes', file);
    expect(first, first.stderr).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(
      /^sent 4 commands for MyEnvironment, all done in about .+; their ids begin with night$/m,
    );
    await mwaaq.call('send-batch', '--id', 'night', '--yes', file);
    await run.drain(60_000);

    const records = await mwaaq.json<{ readonly id: string }[]>('history', '-n', '4');
    expect(records.map(({ id }) => id)).toEqual(['night-6', 'named', 'night-4', 'night-2']);
    expect(
      run.ran.slice(before).map(({ commandText }) => commandText.split(' ').slice(0, 3).join(' ')),
    ).toEqual(['dags pause a', 'dags pause b', 'dags trigger a', 'dags unpause a']);
  });

  it('only tells with --dry-run', async () => {
    const before = run.ran.length;
    const args = ['send-batch', '--dry-run', await fileOf('version', 'version')];

    expect(await mwaaq.json(...args)).toMatchObject({
      environment: ENVIRONMENT,
      commands: 2,
      sent: 0,
    });
    expect(run.ran.length).toBe(before);
  });

  it('reads stdin', async () => {
    const { code, stdout } = await mwaaq.callWith('version\n', 'send-batch', '-y', '-');
    await run.drain(30_000); // else it runs during another test

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^sent 1 commands/),
    });
  });

  it.each<[string, string[], string]>([
    [
      'lines that make no command',
      ['version', 'dags trigger "a', 'nonsense', '{"argv": []}', '{"command": secret}'],
      'line 2: refused, and not sent: the command has a " without its end',
    ],
    [
      'the same id twice',
      ['{"command":"version","id":"x"}', '{"command":"version","id":"x"}'],
      'the id x is there more than once',
    ],
    ['no command at all', ['# nothing'], 'the file has no commands'],
    ['a batch that is not agreed to', ['version'], 'Nobody is there to ask: add --yes'],
  ])('sends nothing for %s', async (_, lines, told) => {
    const before = run.ran.length;
    const { code, stderr, stdout } = await mwaaq.call('send-batch', await fileOf(...lines));

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('secret');
    expect(run.ran.length).toBe(before);
  });

  it('names every line that is wrong', async () => {
    const file = await fileOf('nonsense', 'version', '{"argv": []}', '{"trigger": {}}');
    const { stderr } = await mwaaq.call('send-batch', '-y', file);

    expect(stderr.match(/line \d/g)).toEqual(['line 1', 'line 3', 'line 4']);
  });
});
