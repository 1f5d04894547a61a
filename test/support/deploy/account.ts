import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { RUNNER_VARIABLES } from '../../../lambda/contract/environment-variables';
import type { CommandRecord } from '../../../lambda/contract/record';
import type { OnCall } from '../../../local/calls';
import { commandsIn, readRecords } from '../../../local/demo/records';
import type { AirflowEngine, CliOutput } from '../../../local/mwaa/engine';
import { type RanCommand, RanList } from '../../../local/mwaa/ran';
import { runProcess } from '../../../local/mwaa/real/command';
import { type StandIn, startStandIn } from '../../../local/mwaa/stand-in';
import { waitUntil } from '../../../local/wait';
import { type MiniStack, startMiniStack, trusting } from './ministack';
import { patchAssembly } from './patch';
import { ACCOUNT, CREDENTIALS, ensureTools, REGION, searchPath } from './settings';

/** A custom resource that never answers has MiniStack wait for an hour. */
const COMMAND_LIMIT_MS = 240_000;

/** Of polling, a cold start and a command. */
const ENDED_WITHIN_MS = 30_000;

/** What it says each second of a Pipe to an event bus, which it does not run. */
const IDLE_PIPE = / WARNING \[pipes\] /;

export type Outputs = Readonly<Record<string, string>>;

/** An AWS account on this machine, with MWAA in it, and somebody with a terminal before it. */
export class Account {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  /** Told of every call of MWAA. @default - none is told */
  onCall: OnCall | undefined;

  private constructor(
    /** The folder that commands run in. */
    readonly folder: string,
    readonly ran: readonly RanCommand[],
    private readonly env: Record<string, string>,
    private readonly ministack: MiniStack,
    private readonly standIn: StandIn,
  ) {
    const httpsAgent = new Agent({ ca: readFileSync(ministack.authoritiesFile) });
    const common = {
      endpoint: ministack.endpoint,
      region: REGION,
      credentials: CREDENTIALS,
      requestHandler: { httpsAgent },
    };
    this.s3 = new S3Client({ ...common, forcePathStyle: true });
    this.sqs = new SQSClient(common);
    this.dynamodb = new DynamoDBClient(common);
  }

  /** @param engines each environment's Airflow, by the environment's name */
  static async open(engines: ReadonlyMap<string, AirflowEngine>): Promise<Account> {
    const venv = await ensureTools();
    const folder = mkdtempSync(path.join(tmpdir(), 'mwaaq-deploy-'));
    const ran = new RanList();
    let account: Account | undefined;
    const standIn = await startStandIn({
      engines,
      onRan: ran.add,
      onCall: (call) => account?.onCall?.(call),
    });
    const mwaa = { AWS_ENDPOINT_URL_MWAA: standIn.apiUrl };
    const ministack = await startMiniStack({
      venv,
      folder,
      authorities: standIn.authority,
      variables: { ...mwaa, [RUNNER_VARIABLES.webServerAddress]: standIn.webServerAddress },
    });
    const env = { ...terminal(folder, venv, ministack), ...mwaa };
    account = new Account(folder, ran.commands, env, ministack, standIn);
    try {
      await account.sh(`cdk bootstrap --no-notices aws://${ACCOUNT}/${REGION}`);
    } catch (error) {
      await account.close();
      throw error;
    }
    return account;
  }

  /**
   * Runs a script as somebody at a terminal would, who stands in `folder`.
   *
   * @returns what it printed
   * @throws Error with all that was printed, when the exit code is not 0
   */
  async sh(script: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.try(script, variables);
    if (exitCode !== 0) {
      throw new Error(`exit code ${exitCode} of\n${script}\n${stderr}${stdout}${this.lastLines()}`);
    }
    return stdout;
  }

  /** The same, whatever its exit code is. */
  try(script: string, variables: Readonly<Record<string, string>> = {}): Promise<CliOutput> {
    return runProcess('bash', ['-c', `cd "$0" && ${script}`, this.folder], '', {
      env: { ...this.env, ...variables },
      signal: AbortSignal.timeout(COMMAND_LIMIT_MS),
    });
  }

  /**
   * Deploys every stack of an app, as its cdk.json has it.
   *
   * @param options of the CDK CLI, for example `-c key=value`
   * @returns each stack's outputs
   */
  async deploy(folder: string, options = ''): Promise<Readonly<Record<string, Outputs>>> {
    const assembly = mkdtempSync(path.join(this.folder, 'cdk.out-'));
    await this.sh(
      `cd '${folder}' && cdk synth --quiet --no-notices --output '${assembly}' ${options}`,
    );
    return this.deployAssembly(assembly);
  }

  /** Deploys every stack of a cloud assembly. */
  async deployAssembly(assembly: string): Promise<Readonly<Record<string, Outputs>>> {
    patchAssembly(assembly);
    const file = path.join(this.folder, 'outputs.json');
    const options = `--all --require-approval never --no-notices --progress events --outputs-file '${file}'`;
    await this.sh(`cdk deploy ${options} --app '${assembly}'`);
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Outputs>;
  }

  /** Waits until a table has so many records of commands that have ended. */
  async ended(table: string, count: number): Promise<readonly CommandRecord[]> {
    let records: readonly CommandRecord[] = [];
    const haveEnded = async () => {
      const all = commandsIn(await readRecords(this.dynamodb, table));
      records = all.filter(({ state }) => state === 'ended');
      return records.length >= count;
    };
    try {
      await waitUntil(`${count} commands have ended`, haveEnded, ENDED_WITHIN_MS);
    } catch (error) {
      throw new Error(`${(error as Error).message}${this.lastLines()}`, { cause: error });
    }
    return records;
  }

  async close(): Promise<void> {
    for (const client of [this.s3, this.sqs, this.dynamodb]) client.destroy();
    await this.ministack.stop();
    await this.standIn.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private lastLines(): string {
    const lines = this.ministack
      .log()
      .split('\n')
      .filter((line) => !IDLE_PIPE.test(line));
    return `\n--- MiniStack ---\n${lines.slice(-40).join('\n')}`;
  }
}

/** What a terminal has set: nothing of this machine's own AWS settings. */
function terminal(folder: string, venv: string, ministack: MiniStack): Record<string, string> {
  return {
    PATH: searchPath(venv),
    HOME: folder,
    AWS_ENDPOINT_URL: ministack.endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Some services' names begin with "api." or the like, which an IP address cannot.
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    ...trusting(ministack.authoritiesFile),
  };
}
