import type { CliAnswer } from '../../lambda/airflow/answer';
import type { RestAnswer, RestRequest } from '../../lambda/airflow/rest/exchange';
import type { CliRequest } from '../../lambda/airflow/way';
import { type AirflowVersion, parseVersion } from '../../lambda/contract/airflow-version';
import type { AirflowCli, AirflowRest, TimeBudget } from '../../lambda/runner/ports';

/** What the fake does with the next command: answers, or throws the error. */
export type Reply = Partial<CliAnswer> | Error;

export interface FakeAirflow extends AirflowCli {
  readonly requests: CliRequest[];
  readonly times: TimeBudget[];
  readonly versionsForgotten: () => number;
}

/**
 * An Airflow that replies as scripted, and fails a test that asks it once more. Its runs are noted in
 * the journal, in order with the other fakes' calls.
 */
export function fakeAirflow(
  replies: readonly Reply[],
  version: string | Error = '3.0.6',
  journal: string[] = [],
): FakeAirflow {
  const left = [...replies];
  const requests: CliRequest[] = [];
  const times: TimeBudget[] = [];
  let forgotten = 0;
  return {
    requests,
    times,
    versionsForgotten: () => forgotten,
    version: async (): Promise<AirflowVersion> => {
      if (version instanceof Error) throw version;
      return parseVersion(version);
    },
    forgetVersion: () => {
      forgotten += 1;
    },
    run: async (request, time) => {
      requests.push(request);
      times.push(time);
      journal.push(`run ${request.argv.join(' ')}`);
      const reply = left.shift();
      if (reply === undefined) throw new Error(`no reply scripted for ${request.argv.join(' ')}`);
      if (reply instanceof Error) throw reply;
      const answer = { stdout: '', stderr: '', ...reply };
      return { answer, durations: { mintMs: 1, cliMs: 2 } };
    },
  };
}

/** What the fake's REST API answers to the next request, or the error that it throws. */
export type RestReply = Partial<RestAnswer> | Error;

export interface FakeRest extends AirflowRest {
  readonly requests: RestRequest[];
}

/** A REST API that replies as scripted, and fails a test that asks it once more. */
export function fakeRest(replies: readonly RestReply[] = [], journal: string[] = []): FakeRest {
  const left = [...replies];
  const requests: RestRequest[] = [];
  return {
    requests,
    call: async (request) => {
      requests.push(request);
      journal.push(`call ${request.method} ${request.path}`);
      const reply = left.shift();
      if (reply === undefined) throw new Error(`no reply scripted for ${request.path}`);
      if (reply instanceof Error) throw reply;
      return { status: 200, body: undefined, ...reply };
    },
  };
}

/** What Airflow 2.6 and later prints for a run that it created. */
export function created(dagId: string, runId: string): CliAnswer {
  return { stdout: JSON.stringify([{ dag_id: dagId, dag_run_id: runId }]), stderr: '' };
}

/** What Airflow prints when a command ends in an exception. */
export function raised(exception: string): CliAnswer {
  return {
    stdout: '',
    stderr: `Traceback (most recent call last):\n  File "x.py"\n${exception}\n`,
  };
}
