import type { CliAnswer } from '../airflow/answer';
import type { RestAnswer, RestRequest } from '../airflow/rest/exchange';
import type { CliRequest } from '../airflow/way';
import type { AirflowVersion } from '../contract/airflow-version';
import type { DeadLetter, ReturnedDeadLetter } from '../contract/dead-letter';
import type { CommandRecord, EnvironmentRecord } from '../contract/record';

/** The environment's Airflow by its command line, as the runner sees it. */
export interface AirflowCli {
  /** @throws EnvironmentUnavailableError */
  version(): Promise<AirflowVersion>;

  /** Forgets a version that was only asked for: the environment may have been upgraded. */
  forgetVersion(): void;

  /**
   * Has the web server run one command.
   *
   * @param time each POST may take `timeoutMs`, and all of it until `until`, milliseconds since the epoch
   * @throws EnvironmentUnavailableError when the command certainly did not run
   * @throws AnswerLostError when it may have run
   * @throws RefusedCommandError when the web server will never take it
   */
  run(request: CliRequest, time: TimeBudget): Promise<CliResult>;
}

/** The environment's REST API, as the runner sees it. */
export interface AirflowRest {
  /**
   * Sends one request, once.
   *
   * @param until when to give up at the latest, in milliseconds since the epoch
   * @throws NoRestApiError when the environment serves no REST API
   * @throws EnvironmentUnavailableError when Airflow certainly did not act
   * @throws AnswerLostError when it may have
   */
  call(request: RestRequest, until: number): Promise<RestAnswer>;
}

/** How long a command may take. */
export interface TimeBudget {
  readonly timeoutMs: number;
  readonly until: number;
}

/** An answer, and where its time went. */
interface CliResult {
  readonly answer: CliAnswer;
  readonly durations: Durations;
}

/** In whole milliseconds. */
export interface Durations {
  /** Getting a token; by REST there is none to get. */
  readonly mintMs: number;
  /** From the request to Airflow's answer, whichever way it went. */
  readonly cliMs: number;
}

/** One delivery of a message. */
export interface Delivery {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly group: string;
  /** Who sent it, as SQS knows. */
  readonly senderId: string;
  /** What its attribute says, when it is a dead letter that was sent back. */
  readonly deadLetter?: ReturnedDeadLetter | undefined;
  /** When it was sent and when first handed out, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  /** How often SQS has handed it out, this time included. */
  readonly receiveCount: number;
}

/** The two queues, as the runner sees them. */
export interface Queues {
  /** Hands the message out again after `seconds`; its group waits as long. */
  hideFor(delivery: Delivery, seconds: number): Promise<void>;
  /** Keeps a message that will not run any more, with the reason. */
  sendDeadLetter(delivery: Delivery, body: string, deadLetter: DeadLetter): Promise<void>;
  /** Sends a dead letter that came back in its own group on into the environment's. */
  sendOn(delivery: Delivery, deadLetter: ReturnedDeadLetter): Promise<void>;
}

/** The table of records, as the runner sees it. */
export interface Records {
  find(id: string): Promise<CommandRecord | undefined>;
  findEnvironment(environmentName: string): Promise<EnvironmentRecord | undefined>;
  /**
   * Writes a record in place of the one that it was made from.
   *
   * @throws RecordChangedError when that one is there no longer
   */
  save(record: CommandRecord | EnvironmentRecord): Promise<void>;
}
