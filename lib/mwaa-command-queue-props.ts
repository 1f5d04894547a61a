import type { Duration } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** What a queue of commands is for, and how it behaves. */
export interface MwaaCommandQueueProps {
  /** The MWAA environment's name. It need not be in this app, but in the stack's account and region. */
  readonly environmentName: string;

  /**
   * The environment's Airflow version, for example `2.11.2`.
   *
   * @default - the runner asks MWAA (GetEnvironment) and keeps the answer ten minutes
   */
  readonly airflowVersion?: string;

  /**
   * The verbs that may be run, in today's spelling, for example `dags list`. Whoever may send one of
   * them acts as an Airflow admin as far as the verb goes.
   *
   * @default - dags list-runs, pause, state, trigger and unpause; tasks states-for-dag-run; version
   */
  readonly allowedCommands?: string[];

  /**
   * How long a trigger waits for a DAG that Airflow does not know yet, counted from its first try: a
   * new DAG file takes a while to be parsed. The commands behind it wait as well. At most a day.
   *
   * @default - not at all: it fails at once
   */
  readonly unknownDagPatience?: Duration;

  /**
   * How long to wait for the web server's answer to one command: 5 to 425 seconds.
   *
   * @default Duration.seconds(65)
   */
  readonly commandTimeout?: Duration;

  /**
   * The runner function's time-out: at least 50 seconds and twice `commandTimeout`, at most 15 minutes.
   *
   * @default - the least that fits
   */
  readonly runnerTimeout?: Duration;

  /**
   * The commands queue's visibility time-out: at least six times `runnerTimeout`, at most 12 hours.
   *
   * @default - the least that fits
   */
  readonly visibilityTimeout?: Duration;

  /**
   * How long the record of a command is kept after its last change: whole days, at least 30. Queue and
   * dead-letter queue keep a message 14 days each, and a command whose record is gone may run again. Uploads are
   * remembered as long.
   *
   * @default Duration.days(30)
   */
  readonly recordRetention?: Duration;

  /**
   * How long the list of a large batch's files is kept, from when it was written: whole days, at least 1.
   *
   * @default Duration.days(90)
   */
  readonly uploadManifestRetention?: Duration;

  /**
   * Where outcomes are announced: a bus in the stack's account and region.
   *
   * @default - the account's default event bus
   */
  readonly eventBus?: IEventBus;

  /**
   * Told when an alarm goes off: a standard topic in the stack's region. Its policy, and that of its key
   * if it has one, must let CloudWatch publish.
   *
   * @default - no action: the alarms only show
   */
  readonly alarmTopic?: ITopic;
}
