import { beforeEach, describe, expect, it } from 'vitest';
import { always, inTurn, json, refusal, requesting, restError } from '../support/faults/calls';
import { deadLetterOf } from '../support/faults/queue-peek';
import { announced, ends } from '../support/faults/seen';
import { useBench } from '../support/faults/use-bench';
import { REST_ENVIRONMENT, results, TRIGGERING, trigger } from '../support/rest-environment';

const bench = useBench({ environment: REST_ENVIRONMENT });

describe('by REST in trouble', () => {
  it.each([
    ['MWAA’s ten seconds are over', restError('RestApiServerException', { message: 'timed out' })],
    ['Airflow fails', restError('RestApiServerException', { RestApiStatusCode: 500 })],
    ['MWAA fails', refusal(500, 'InternalServerException')],
  ])('a trigger is tried again and makes one run: %s', async (_title, answer) => {
    bench.onCall = inTurn(TRIGGERING, [{ after: answer }]);
    await bench.runAll(trigger('r1'));

    expect(await ends(bench)).toEqual(['succeeded']);
    expect(await bench.airflow.dagRuns('orders')).toHaveLength(1);
  });

  it('what is not safe to repeat is asked for once, and then unknown', async () => {
    bench.onCall = inTurn(requesting(/^DELETE/), [{ after: 'reset' }]);
    await bench.runAll('variables delete greeting');

    expect(await ends(bench)).toEqual([expect.stringMatching(/^unknown .*the answer was lost/)]);
    expect(bench.requests.map(({ method }) => method)).toEqual(['DELETE']);
  });

  it.each([
    [
      'Airflow',
      restError('RestApiClientException', { RestApiStatusCode: 403 }),
      'its role "Op" must not do that',
    ],
    [
      'IAM',
      refusal(403, 'AccessDeniedException'),
      "allow airflow:InvokeRestApi on role/MyEnvironment/Op to the runner's role",
    ],
  ])('a right that %s denies holds the environment, and is named', async (_who, answer, text) => {
    bench.onCall = inTurn(TRIGGERING, [answer]);
    await bench.runAll(trigger('r1'));

    expect(await ends(bench)).toEqual(['succeeded']);
    expect(announced(bench, 'Airflow Environment Held')).toMatchObject([
      { reason: expect.stringContaining(text) },
    ]);
  });

  it.each(['variables delete greeting', 'dags pause orders', 'version'])(
    'a page in place of Airflow’s answer is no success: %s',
    async (command) => {
      const RestApiResponse = '<html>Log in, top-secret</html>';
      bench.onCall = always(requesting(), json({ RestApiStatusCode: 200, RestApiResponse }));
      await bench.runAll(command);

      expect(await ends(bench)).toEqual([expect.stringMatching(/^unknown .*200, but not by/)]);
      expect(JSON.stringify([bench.events, await bench.records.commands()])).not.toContain(
        'top-secret',
      );
    },
  );

  it('an environment that is too old for it is given commands by the CLI', async () => {
    const body = 'Update your environment to use InvokeRestApi';
    bench.onCall = always(requesting(), { status: 400, body });
    await bench.runAll(trigger('r1'));

    expect((await results(bench)).map(([via]) => via)).toEqual(['cli']);
    expect(bench.ran).toHaveLength(1);
  });
});

describe('by REST alone', () => {
  beforeEach(() => bench.restart({ MWAAQ_VIA: 'rest' }));

  it('what cannot go by it is refused, with what to do', async () => {
    await bench.runAll('tasks states-for-dag-run orders r1', trigger('r1'), {
      trigger: { dagId: 'x'.repeat(51) },
    });

    expect(await ends(bench)).toEqual([
      expect.stringContaining('refused ("tasks states-for-dag-run" cannot go by REST'),
      'succeeded',
      expect.stringContaining('refused ("dags trigger" cannot go by REST'),
    ]);
    const reasons = (await bench.messagesIn('DeadLetterQueueUrl')).map(
      (letter) => deadLetterOf(letter).reason,
    );
    for (const reason of reasons) expect(reason).toContain('or deploy the queue with via "auto"');
    expect(bench.calls.filter(({ operation }) => operation === 'CreateCliToken')).toEqual([]);
  });
});
