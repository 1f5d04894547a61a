/** Where AWS is: in the account that the credentials are of, or on this machine. */
export interface Place {
  /** @default - as the AWS CLI takes it: AWS_REGION, AWS_DEFAULT_REGION, or the profile's */
  readonly region?: string | undefined;
  /** @default - as the AWS CLI takes them, SSO included */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** @default - AWS's own */
  readonly endpoints?: Readonly<Partial<Record<Service, string>>>;
  /** @default - the one that CreateCliToken names, by the machine's own authorities */
  readonly webServer?: LocalWebServer;
}

export type Service =
  | 'cloudformation'
  | 'cloudwatch'
  | 'dynamodb'
  | 'lambda'
  | 'mwaa'
  | 'sqs'
  | 'sts';

/** The web servers of the stack on this machine. */
export interface LocalWebServer {
  /** `host:port` to connect to, whatever the web server's name. */
  readonly address: string;
  /** PEM of the authority that vouches for them. */
  readonly authority: string;
}

/** What serves one MWAA environment, as its stack's outputs name it. */
export interface Deployment {
  readonly stackName: string;
  readonly environmentName: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly recordsTableName: string;
  /** All outputs, by their names. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** A stack's outputs, by their names. */
export type Outputs = Readonly<Record<string, string>>;

/** @returns nothing for a stack of something else */
export function readDeployment(stackName: string, outputs: Outputs): Deployment | undefined {
  const {
    EnvironmentName: environmentName,
    QueueUrl: queueUrl,
    DeadLetterQueueUrl: deadLetterQueueUrl,
    RecordsTableName: recordsTableName,
  } = outputs;
  if (!environmentName || !queueUrl || !deadLetterQueueUrl || !recordsTableName) return undefined;
  return { stackName, environmentName, queueUrl, deadLetterQueueUrl, recordsTableName, outputs };
}
