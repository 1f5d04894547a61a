import type { Via } from '../../../lambda/contract/via';
import type { AirflowVersion } from '../../../local/mwaa/model/version';
import { type ConformanceCase, type Expected, goesByRest, type Sent } from '../types';

const say = (body: string): Sent => ({ body });
const succeeded: Expected = { outcome: 'succeeded' };

/** By REST Airflow says so. From 2.9 on its CLI says the same of a DAG that it does not know as of one that is paused already. */
const ofUnknownDag = (version: AirflowVersion, via: Via): Expected => {
  if (goesByRest(version, via))
    return { outcome: 'failed', reason: /no_such_dag'? (was )?not found/ };
  return version.atLeast('2.9')
    ? { outcome: 'succeeded', stdout: /No (un)?paused DAGs were found/ }
    : {
        outcome: 'failed',
        reason: version.major === 1 ? /NoneType/ : /no_such_dag does not exist/,
      };
};

export const PAUSE_CASES: readonly ConformanceCase[] = [
  {
    name: 'pause pauses',
    setup: [say('dags unpause toggled_dag')],
    send: say('dags pause toggled_dag'),
    expected: succeeded,
    paused: { toggled_dag: true },
  },
  {
    name: 'pause of a paused DAG succeeds',
    setup: [say('dags pause toggled_dag')],
    send: say('dags pause toggled_dag'),
    expected: succeeded,
    paused: { toggled_dag: true },
  },
  {
    name: 'unpause unpauses, and the run that waited runs',
    setup: [
      say('dags pause unpaused_dag'),
      say('{"trigger":{"dagId":"unpaused_dag","runId":"waited","conf":{"a":1}}}'),
    ],
    send: say('dags unpause unpaused_dag'),
    expected: succeeded,
    newRuns: [{ dagId: 'unpaused_dag', runId: 'waited', conf: '{"a":1}' }],
    paused: { unpaused_dag: false },
  },
  {
    name: 'unpause of a DAG that is not paused succeeds',
    send: say('dags unpause example_dag'),
    expected: succeeded,
    paused: { example_dag: false },
  },
  {
    name: "Airflow 1.10's pause pauses",
    setup: [say('unpause toggled_dag')],
    send: say('pause toggled_dag'),
    expected: succeeded,
    paused: { toggled_dag: true },
  },
  { name: 'pause of an unknown DAG', send: say('dags pause no_such_dag'), expected: ofUnknownDag },
  {
    name: 'unpause of an unknown DAG',
    send: say('dags unpause no_such_dag'),
    expected: ofUnknownDag,
  },
  {
    name: 'pause by a pattern, which asks, is refused without --yes',
    send: say("dags pause '.*' --treat-dag-id-as-regex"),
    expected: (version) => ({
      outcome: 'refused',
      reason: version.atLeast('2.9') ? /--yes/ : /from Airflow 2\.9 on/,
    }),
    paused: { example_dag: false },
  },
];
