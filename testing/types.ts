/** What is to be stood in for. */
export interface MwaaStandInOptions {
  /** The environments, by their names: at least one. */
  readonly environments: { readonly [name: string]: AirflowOptions };
}

/** The Airflow of one environment. */
export interface AirflowOptions {
  /** Whose command line and REST API it has, for example `2.11.2`: 1.10.x, 2.x or 3.x. */
  readonly airflowVersion: string;

  /** The DAGs that it knows. */
  readonly dagIds: readonly string[];

  /**
   * Those of them that are paused from the start.
   *
   * @default - none
   */
  readonly pausedDagIds?: readonly string[];

  /**
   * How long each command takes, in milliseconds of real time. MWAA's take 5 to 8 seconds.
   *
   * @default 0
   */
  readonly commandDurationMs?: number;

  /**
   * How long each request to the REST API takes, in milliseconds of real time. MWAA ends one after 10 seconds.
   *
   * @default 0
   */
  readonly requestDurationMs?: number;
}

/** MWAA on this machine: its API, and the web servers of its environments. */
export interface MwaaStandIn {
  /** Where MWAA's API listens, for an AWS SDK client: CreateCliToken, GetEnvironment and InvokeRestApi. */
  readonly endpoint: string;

  /** `host:port` of all web servers, told apart by the host name that a request names. */
  readonly webServerAddress: string;

  /** The authority that vouches for the web servers' certificates, PEM: nothing else trusts it. */
  readonly certificateAuthority: string;

  /** What the web servers ran so far, in the order in which it ended. */
  readonly commands: readonly RanCommand[];

  /** What the REST APIs were asked so far, by InvokeRestApi, in the order in which it ended. */
  readonly requests: readonly RanRequest[];

  /**
   * The runs of a DAG, oldest first; none when there is no such DAG.
   *
   * @throws Error when the environment is none of the stand-in's
   */
  dagRuns(environment: string, dagId: string): Promise<readonly DagRun[]>;

  /**
   * The most commands and requests that an environment ever ran at the same time.
   *
   * @throws Error when the environment is none of the stand-in's
   */
  mostAtOnce(environment: string): number;

  /**
   * Asks from now on, for each call, what is to go wrong with it.
   *
   * @param fault `undefined` for nothing any more
   */
  setFault(fault: FaultOfCall | undefined): void;

  /** Stops the servers, and resets their connections. */
  stop(): Promise<void>;
}

/** What is told of commands and requests alike. */
interface RanOnce {
  /** The environment's name. */
  readonly environment: string;
  /** When it began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** When it ended, in milliseconds since the epoch. */
  readonly endedAt: number;
}

/** One command that a web server ran. */
export interface RanCommand extends RanOnce {
  /** Tells it from a request. */
  readonly kind: 'command';
  /** Without `airflow`. */
  readonly commandText: string;
  /** The CLI's own, which MWAA does not pass on. */
  readonly exitCode: number;
  /** What it wrote there, decoded. */
  readonly stdout: string;
  /** What it wrote there, decoded. */
  readonly stderr: string;
}

/** One request that Airflow's REST API answered. */
export interface RanRequest extends RanOnce {
  /** Tells it from a command. */
  readonly kind: 'request';
  /** The HTTP method, for example `POST`. */
  readonly method: string;
  /** Without `/api/v1` or `/api/v2`, for example `/dags/my_dag/dagRuns`. */
  readonly path: string;
  /** As it stands behind the `?` of an address; empty for none. */
  readonly query: string;
  /** Parsed; `undefined` for none. */
  readonly body: unknown;
  /** Airflow's own, for example 409: AWS passes it on as `RestApiStatusCode`. */
  readonly status: number;
  /** What Airflow answered, parsed; `undefined` for nothing. */
  readonly response: unknown;
}

/** One DAG run as Airflow has it. */
export interface DagRun {
  /** The DAG's id. */
  readonly dagId: string;
  /** The run's id, as it was given or as Airflow made it. */
  readonly runId: string;
  /** For example `queued` or `success`: a run has succeeded at the next look. */
  readonly state: string;
  /** The `conf` the run was triggered with, parsed. */
  readonly conf: unknown;
  /** ISO 8601; `execution_date` up to Airflow 2, and none unless asked for in Airflow 3. */
  readonly logicalDate: string | null;
  /** When Airflow wrote it down, ISO 8601. */
  readonly queuedAt: string;
}

/** One call of a client. */
export interface MwaaCall {
  /** `RunCommand` is the POST to a web server; what else comes has its HTTP method and path. */
  readonly operation:
    | 'CreateCliToken'
    | 'GetEnvironment'
    | 'InvokeRestApi'
    | 'RunCommand'
    | (string & {});
  /** The environment that is called; nothing when there is none of that name. */
  readonly environment: string | undefined;
  /** The command's text, of `RunCommand` only. */
  readonly commandText?: string;
  /** What Airflow is to be asked, of `InvokeRestApi` only. */
  readonly request?: {
    /** The HTTP method, for example `POST`. */
    readonly method: string;
    /** Without `/api/v1` or `/api/v2`, for example `/dags/my_dag/dagRuns`. */
    readonly path: string;
  };
}

/** Says what goes wrong with a call, if anything does. */
export type FaultOfCall = (call: MwaaCall) => Fault | undefined;

/** What comes instead of the server's answer: the server never acts, or it acts and its answer is lost. */
export type Fault = Answer | Loss | { readonly after: Answer | Loss };

/** What a server answers. */
export interface Answer {
  /** The HTTP status, for example 503. */
  readonly status: number;
  /**
   * By their names.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * As it goes over the wire: of a command, JSON with `stdout` and `stderr` in base64.
   *
   * @default - empty
   */
  readonly body?: string;
}

/** How an answer is lost: the connection is reset, or nothing comes until the client gives up. */
export type Loss = 'reset' | 'hang';
