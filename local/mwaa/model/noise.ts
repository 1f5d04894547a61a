import { isoFormat, logTime, type Micros } from './python/dates';
import type { AirflowVersion } from './version';

export const SITE_PACKAGES = '/usr/local/airflow/.local/lib/python3.11/site-packages';

const TIMER_WARNING =
  'RemovedInAirflow3Warning: Timer and timing metrics publish in seconds were deprecated. ' +
  'It is enabled by default from Airflow 3 onwards. Enable timer_unit_consistency to publish ' +
  'all the timer and timing metrics in milliseconds.';
const GRAPHVIZ =
  'Could not import graphviz. Rendering graph to the graphical format will not be possible.';
const ALEMBIC_PLUGINS = [
  'autogenerate.schemas',
  'autogenerate.tables',
  'autogenerate.types',
  'autogenerate.constraints',
  'autogenerate.defaults',
  'autogenerate.comments',
  'ext.checkconstraint_byname',
];

export interface Text {
  stdout: string;
  stderr: string;
}

/** What a command is to Airflow's start-up, which decides how much of it gets logged. */
export interface CommandTraits {
  /** Its module is the one of `dags`, which warns that graphviz is missing. */
  readonly inDagModule: boolean;
  /** It silences logs while it runs, as the commands that list something do. */
  readonly quiet: boolean;
}

/**
 * The lines that a real Airflow prints around its answer: logs go to stdout, warnings to stderr.
 * Whoever reads the answer must find it among them.
 */
export class Noise {
  constructor(
    private readonly version: AirflowVersion,
    private readonly text: Text,
    private readonly now: () => Micros,
    private readonly enabled: boolean,
  ) {}

  /** While Airflow imports itself, before it has read the command. */
  starting(): void {
    if (this.version.major === 2 && this.version.atLeast('2.11')) {
      this.warn(`${SITE_PACKAGES}/airflow/metrics/base_stats_logger.py:22 ${TIMER_WARNING}`);
      this.warn(`${SITE_PACKAGES}/airflow/triggers/base.py:27 ${TIMER_WARNING}`);
    }
  }

  /** Once the command is known, before it runs. */
  commandStarting({ inDagModule, quiet }: CommandTraits): void {
    if (this.version.major >= 3) {
      this.graphvizOnStdout(inDagModule);
      return;
    }
    if (this.version.major === 1) {
      this.log('__init__.py:50', 'Using executor CeleryExecutor');
      return;
    }
    if (inDagModule) {
      const file = `${SITE_PACKAGES}/airflow/cli/commands/dag_command.py:48`;
      this.warn(`${file} UserWarning: ${GRAPHVIZ}`);
    }
    if (!quiet || inDagModule) {
      for (const plugin of ALEMBIC_PLUGINS) {
        this.log('plugins.py:37', `setup plugin alembic.${plugin}`);
      }
    }
  }

  /** `dags trigger` and `dags delete` go through Airflow's API client. */
  apiClient(): void {
    if (this.version.major === 2) {
      this.log('__init__.py:43', 'Loaded API auth backend: airflow.api.auth.backend.session');
    }
  }

  parsingDags(): void {
    if (this.version.major === 1) {
      this.log('dagbag.py:417', 'Filling up the DagBag from /usr/local/airflow/dags');
    }
  }

  creatingRun(runId: string, runAfter: Micros, logicalDate: Micros | null): void {
    if (this.version.atLeast('3.2')) {
      const date = logicalDate === null ? 'None' : pyDatetime(logicalDate);
      const shownId = /^[\w.:+-]+$/.test(runId) ? runId : `'${runId}'`;
      this.structured(
        'creating dag run',
        `airflow.serialization.definitions.dag] loc=dag.py:607 logical_date=${date} ` +
          `partition_key=None run_after=${pyDatetime(runAfter)} run_id=${shownId}`,
      );
    }
  }

  deletingDag(dagId: string): void {
    if (this.version.major >= 3) {
      this.structured(
        `Deleting Dag: ${dagId}`,
        'airflow.api.common.delete_dag] loc=delete_dag.py:55',
      );
    } else {
      this.log('delete_dag.py:54', `Deleting DAG: ${dagId}`);
    }
  }

  private graphvizOnStdout(inDagModule: boolean): void {
    if (inDagModule) {
      const file = `${SITE_PACKAGES}/airflow/cli/commands/dag_command.py`;
      this.print(
        `${this.stamp()} [warning  ] ${GRAPHVIZ} \n` +
          'You might need to install the graphviz package and necessary system packages.\n' +
          'Run `pip install graphviz` to attempt to install it. [py.warnings] ' +
          `category=UserWarning filename=${file} lineno=57`,
      );
    }
  }

  private log(place: string, message: string): void {
    const time = logTime(this.now()).slice(0, 23);
    const isIso = this.version.atLeast('2.6');
    const stamp = isIso ? `${time}+0000` : time.replace('T', ' ').replace('.', ',');
    this.print(`[${stamp}] {${place}} INFO - ${message}`);
  }

  private structured(event: string, rest: string): void {
    this.print(`${this.stamp()} [info     ] ${event.padEnd(30)} [${rest}`);
  }

  private stamp(): string {
    return `${logTime(this.now())}Z`;
  }

  private print(line: string): void {
    this.text.stdout += this.enabled ? `${line}\n` : '';
  }

  private warn(line: string): void {
    this.text.stderr += this.enabled ? `${line}\n` : '';
  }
}

function pyDatetime(instant: Micros): string {
  const parts = isoFormat(instant).slice(0, 19).split(/[-T:]/).map(Number);
  const micros = instant % 1_000_000;
  const fields = [...parts, ...(micros === 0 ? [] : [micros])].join(', ');
  return `datetime.datetime(${fields}, tzinfo=Timezone('UTC'))`;
}
