import { STACK_OUTPUTS } from '../../lambda/contract/stack-outputs';

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
  /** All outputs that tell of it, by their names without what a stack of several puts before them. */
  readonly outputs: Outputs;
}

/** A stack's outputs, by their names. */
export type Outputs = Readonly<Record<string, string>>;

/** What a stack tells of: several queues each put a word of their own before the names. None of a stack of something else. */
export function readDeployments(stackName: string, outputs: Outputs): readonly Deployment[] {
  return Object.keys(outputs)
    .filter((name) => name.endsWith(STACK_OUTPUTS.environmentName))
    .map((name) => name.slice(0, -STACK_OUTPUTS.environmentName.length))
    .flatMap((prefix) => readDeployment(stackName, withPrefix(outputs, prefix)) ?? []);
}

function withPrefix(outputs: Outputs, prefix: string): Outputs {
  const known = Object.values(STACK_OUTPUTS).map((name) => [name, outputs[`${prefix}${name}`]]);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Outputs;
}

function readDeployment(stackName: string, outputs: Outputs): Deployment | undefined {
  const environmentName = outputs[STACK_OUTPUTS.environmentName];
  const queueUrl = outputs[STACK_OUTPUTS.queueUrl];
  const deadLetterQueueUrl = outputs[STACK_OUTPUTS.deadLetterQueueUrl];
  const recordsTableName = outputs[STACK_OUTPUTS.recordsTableName];
  if (!environmentName || !queueUrl || !deadLetterQueueUrl || !recordsTableName) return undefined;
  return { stackName, environmentName, queueUrl, deadLetterQueueUrl, recordsTableName, outputs };
}
