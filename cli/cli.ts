import type { Command } from 'commander';
import { Aws } from './adapters/aws';
import { choose, chooseOne } from './deployment/choose';
import type { Deployment, Place } from './deployment/deployment';
import { findLocal } from './deployment/local';
import type { Here } from './here';
import type { Terminal } from './terminal/terminal';

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
    const { aws, found, where } = await this.find();
    return { aws, deployment: chooseOne(found, { ...this.wanted, environment }, where) };
  }

  /** All deployments that are meant. @throws CliError when there are none */
  async everywhere(): Promise<readonly Here[]> {
    const { aws, found, where } = await this.find();
    return choose(found, this.wanted, where).map((deployment) => ({ aws, deployment }));
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
    readonly aws: Aws;
    readonly found: readonly Deployment[];
    readonly where: string;
  }> {
    if (this.isLocal) {
      const { place, deployments } = findLocal(this.options.localFile);
      return { aws: new Aws(place), found: deployments, where: 'the stack on this machine' };
    }
    const aws = new Aws(this.place);
    // Loaded only here: what runs on this machine is found without CloudFormation.
    const { findStacks } = await import('./deployment/stacks');
    const { region, found } = await findStacks(aws, this.wanted.stack);
    return { aws, found, where: `the region ${region}` };
  }
}
