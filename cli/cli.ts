import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { Aws } from './adapters/aws';
import { type CommandsQueue, createCommandsQueue, queueArn } from './adapters/commands-queue';
import { createMapping, type Mapping } from './adapters/mapping';
import { createRecordReader, type RecordReader } from './adapters/records';
import { choose, chooseOne } from './deployment/choose';
import type { Deployment, Place } from './deployment/deployment';
import { findLocal } from './deployment/local';
import { findStacks } from './deployment/stacks';
import type { Terminal } from './terminal';

/** The options that every command takes. */
export interface CommonOptions {
  readonly stack?: string;
  readonly environment?: string;
  readonly local?: true;
  readonly localFile?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly json?: true;
  readonly debug?: true;
}

/** A deployment, and what it takes to work with it. */
export interface Here {
  readonly deployment: Deployment;
  readonly aws: Aws;
  readonly queue: CommandsQueue;
  readonly records: RecordReader;
  /** The switch between queue and runner. */
  readonly mapping: Mapping;
}

/** What the commands work with: where AWS is, what is deployed there, and the terminal. */
export class Cli {
  private readonly options: CommonOptions;

  constructor(
    command: Command,
    readonly terminal: Terminal,
  ) {
    this.options = command.optsWithGlobals();
    if (this.options.profile !== undefined) process.env.AWS_PROFILE = this.options.profile;
  }

  get asJson(): boolean {
    return this.options.json === true;
  }

  /** The environment that the user names. */
  get environmentName(): string | undefined {
    return this.options.environment;
  }

  /** Prints a value for programs, or else the text that a person reads. */
  show(value: unknown, text: () => string): void {
    this.terminal.print(this.asJson ? JSON.stringify(value, null, 2) : text());
  }

  /**
   * The one deployment that is meant.
   *
   * @param environment as an argument names it. @default - as `--environment` does
   * @throws CliError when it is none, or not told which
   */
  async here(environment = this.options.environment): Promise<Here> {
    const { place, found, where } = await this.find();
    return this.work(chooseOne(found, { ...this.wanted, environment }, where), place);
  }

  /** All deployments that are meant. @throws CliError when there are none */
  async everywhere(): Promise<readonly Here[]> {
    const { place, found, where } = await this.find();
    return choose(found, this.wanted, where).map((deployment) => this.work(deployment, place));
  }

  /** Where AWS is, deployed or not. */
  get place(): Place {
    const { region } = this.options;
    if (this.isLocal) return findLocal(this.options.localFile).place;
    return { region: region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION };
  }

  private get isLocal(): boolean {
    return this.options.local === true || this.options.localFile !== undefined;
  }

  private get wanted() {
    const { stack = process.env.MWAAQ_STACK, environment } = this.options;
    return { stack: stack || undefined, environment };
  }

  private async find(): Promise<{
    readonly place: Place;
    readonly found: readonly Deployment[];
    readonly where: string;
  }> {
    if (this.isLocal) {
      const { place, deployments } = findLocal(this.options.localFile);
      return { place, found: deployments, where: 'the stack on this machine' };
    }
    const { place } = this;
    const client = new Aws(place).cloudFormation();
    const found = await findStacks(client, this.wanted.stack);
    return { place, found, where: `the region ${await client.config.region()}` };
  }

  private work(deployment: Deployment, place: Place): Here {
    const { queueUrl, environmentName, recordsTableName, outputs } = deployment;
    const id = outputs.RunnerEventSourceMappingId;
    const aws = new Aws(place);
    return {
      deployment,
      aws,
      queue: createCommandsQueue(aws.sqs(), queueUrl, environmentName, randomUUID),
      records: createRecordReader(aws.dynamodb(), recordsTableName),
      mapping: createMapping(
        aws.lambda(),
        id ? { id } : { queueArn: () => queueArn(aws.sqs(), queueUrl) },
      ),
    };
  }
}
