import { describe, expect, it } from 'vitest';
import type { FinalOutcome } from '../../lambda/contract/dead-letter';
import type { OnCall } from '../../local/calls';
import { createAirflowModel } from '../../local/mwaa/model/model';
import { always, posting } from '../support/faults/calls';
import { useBench } from '../support/faults/use-bench';
import { Operator, readOutput } from '../support/operator';
import { expectTold } from '../support/operator-checks';

/** One kind of ending: what was sent, and what somebody who has no log must be told of it. */
interface Ending {
  readonly what: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly onCall?: OnCall;
  readonly outcome: FinalOutcome;
  readonly happened: string;
  readonly remedy: string;
  /** In Airflow's output; none where Airflow was not asked, or its answer was lost. */
  readonly output?: string;
}

const ENDINGS: readonly Ending[] = [
  {
    what: 'an unknown DAG',
    body: { trigger: { dagId: 'nowhere' } },
    outcome: 'failed',
    happened: 'Dag id nowhere not found',
    remedy: 'Check the DAG id, and that its file is in the environment and was parsed',
    output: 'DagNotFound',
  },
  {
    what: "a conf that does not fit the DAG's params",
    body: { trigger: { dagId: 'typed', conf: { count: 'many' } } },
    outcome: 'failed',
    happened: "Invalid input for param count: 'many' is not of type 'integer'",
    remedy: "mend the conf so that it fits the DAG's params",
    output: 'ParamValidationError',
  },
  {
    what: 'a command that is not allowed',
    body: { command: 'dags delete orders --yes' },
    outcome: 'refused',
    happened: '"dags delete" is not allowed here',
    remedy: 'have it added to allowedCommands by whoever deploys the queue',
  },
  {
    what: 'an answer that is lost, of what may not be repeated',
    body: { command: 'variables delete stale' },
    onCall: always(posting(), { after: 'reset' }),
    outcome: 'unknown',
    happened: 'took the command, but its answer was lost',
    remedy: 'It is not run again by itself: see in Airflow whether it ran',
  },
];

const DAG_PARAMS = { typed: { count: { type: 'integer' } } } as const;

const bench = useBench({
  environment: { allowedCommands: ['dags trigger', 'variables delete'] },
  engine: createAirflowModel({ version: '2.11.2', dagIds: ['typed'], params: DAG_PARAMS }),
});
const operator = new Operator(bench);

describe('Record and event alone tell what happened and what to do', () => {
  it.each(ENDINGS.map((e) => [e.what, e] as const))('of %s', async (_, ending) => {
    const { body, onCall, outcome, happened, remedy, output } = ending;
    if (onCall !== undefined) bench.onCall = onCall;

    await bench.runAll({ ...body, id: 'the-command', source: 'ci' });

    const { record } = await expectTold(operator, 'the-command', outcome);
    expect(record.source).toBe('ci');
    expect(record.reason).toContain(happened);
    expect(record.reason).toContain(remedy);
    expect(readOutput(record.stdout) + readOutput(record.stderr)).toContain(output ?? '');
    expect(record.stdout === undefined).toBe(output === undefined);
  });

  it('of a message that cannot be read, by its SQS message id', async () => {
    const id = await bench.send('{"comand": "version"}');
    await bench.drain();

    const { record } = await expectTold(operator, id, 'refused');
    expect(record.reason).toContain('unknown field "comand"');
    expect(record.reason).toContain('allowed are command, argv, trigger, id, source');
  });

  it('of a trigger by its DAG and its run id, too', async () => {
    await bench.runAll({ trigger: { dagId: 'nowhere', runId: 'by-hand-1' }, id: 'the-command' });

    const { record, detail } = await expectTold(operator, 'the-command', 'failed');
    expect([record.dagId, record.runId]).toEqual(['nowhere', 'by-hand-1']);
    expect([detail.dagId, detail.runId]).toEqual(['nowhere', 'by-hand-1']);
  });
});
