import type { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { CommandSenderOptions } from './commands/command-sender';
import type { Via } from './commands/via';

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
   * The way that commands go to Airflow. Its order, its promises and what is sent are the same by each.
   *
   * @default Via.CLI
   */
  readonly via?: Via;

  /**
   * The role in Airflow that what goes by REST acts as: Admin, Op, User, Viewer, Public or one of your own, 1 to 64 of
   * A-Z a-z 0-9 _ . -. Only with `via`. By the command line every command runs as an Airflow admin.
   *
   * @default - User, or Op where `allowedCommands` has a verb about variables
   */
  readonly airflowRole?: string;

  /**
   * Who may send what: each sender its own verbs, and whoever is not named nothing. The queue's upload triggers,
   * schedules and event triggers need not be named. The right to send, `grantSend`, is given besides.
   *
   * @default - whoever has the right to send may send all of `allowedCommands`
   */
  readonly senders?: CommandSenderOptions[];

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
   * Encrypts all that the environment keeps: its queues, tables, manifests and log groups. A symmetric key of the stack's
   * account and region, no alias. Its policy is told what it must allow, or, of an imported key, it is printed: see
   * `keyPolicyStatements`. When the key is disabled, everything waits; when it is deleted, all is lost.
   *
   * @see https://aws.amazon.com/kms/pricing/
   * @default - keys that AWS owns
   */
  readonly encryptionKey?: IKey;

  /**
   * How long all logs of the environment are kept: those of the functions, and of the Pipe's errors.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;

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

  /**
   * What is queued may take so long to run, by how long commands took lately, before an alarm goes off: 1 minute to
   * 14 days.
   *
   * @default Duration.hours(6)
   */
  readonly maxDrainTime?: Duration;

  /**
   * Where the alarms' descriptions send people: an http or https address of at most 300 characters, to which
   * `#` and the alarm's heading are added, for example `#dead-letters-waiting`.
   *
   * @default - docs/runbook.md in the project's repository
   */
  readonly runbookUrl?: string;

  /**
   * Whether there is a CloudWatch dashboard of the environment. Beyond the account's first three it costs $3 a month.
   *
   * @see https://aws.amazon.com/cloudwatch/pricing/
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * The VPC that the runner is in, to reach a web server that is private (access mode `PRIVATE_ONLY`): the
   * environment's own, or one that reaches it.
   *
   * @default - in no VPC: it reaches public web servers only
   */
  readonly vpc?: IVpc;

  /**
   * The runner's subnets: not public ones, where a function reaches nothing outside the VPC. Only with `vpc`.
   *
   * @default - the private subnets with egress if there are any, else the isolated ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The security group of the web server's VPC endpoint: the environment's own, unless you manage its endpoints
   * yourself. The runner is let in on 443. Only with `vpc`. A group imported as not mutable stays as it is.
   *
   * @default - none: let `runnerSecurityGroup` in on 443 yourself
   */
  readonly webServerSecurityGroup?: ISecurityGroup;

  /**
   * Creates the VPC endpoints that subnets without a way out need: for `airflow.env`, `airflow.api` (not with
   * `airflowVersion`) and `sqs`, and DynamoDB's gateway. About $7.30 a month for each of the first three and
   * each zone (us-east-1), and data. They take over the names of SQS and MWAA **in the whole VPC**, and let in
   * the runner and the environment only: other users of SQS must be let into `vpcEndpointSecurityGroup`. Not
   * where the VPC has such endpoints already. Only with `vpc` and `webServerSecurityGroup`.
   *
   * @see https://aws.amazon.com/privatelink/pricing/
   * @default false
   */
  readonly createVpcEndpoints?: boolean;
}
