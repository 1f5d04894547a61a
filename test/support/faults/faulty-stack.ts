import type { OnCall, ToldCall } from '../../../local/calls';
import type { AirflowEngine } from '../../../local/mwaa/engine';
import { RanList } from '../../../local/mwaa/ran';
import { type LocalRun, runLocally } from '../../../local/run';
import type { StackEvent } from '../../../local/stack/events';
import type { FunctionHost } from '../../../local/stack/function-host';
import { type Deployment, ENVIRONMENT, synthesize } from './deployment';
import { ReplaceableEngine } from './engine';

export interface StackOptions {
  /** What `cdk.json` says of the environment, beside its name. */
  readonly environment?: object;
  /** A type of resources that is not deployed. */
  readonly leftOut?: string;
  /** @default - the embedded model, a new one for each test */
  readonly engine?: AirflowEngine;
}

/** The stack's outputs that name something. */
export type Output =
  | 'QueueUrl'
  | 'DeadLetterQueueUrl'
  | 'RecordsTableName'
  | 'UploadBucket'
  | 'UploadDeadLetterQueueUrl';

/** One environment in the local stack, with the real bundles; faults come in through `onCall`. */
export class FaultyStack {
  /** What the test makes of each call. */
  onCall: OnCall = () => undefined;
  /** The functions' calls since the test began, as they came in. */
  readonly calls: ToldCall[] = [];
  readonly events: StackEvent[] = [];
  readonly airflow: ReplaceableEngine;
  private started: { readonly run: LocalRun; readonly deployment: Deployment } | undefined;
  private variables: Readonly<Record<string, string>> = {};
  private readonly list = new RanList();

  constructor(private readonly options: StackOptions = {}) {
    this.airflow = new ReplaceableEngine(options.engine);
  }

  /** The commands that the web server ran. */
  get ran() {
    return this.list.commands;
  }

  /** What the REST API was asked. */
  get requests() {
    return this.list.requests;
  }

  async start(): Promise<void> {
    const { environment = {}, leftOut } = this.options;
    const deployment = synthesize(environment, leftOut);
    const run = await runLocally({
      stacks: deployment.stacks,
      engines: new Map([[ENVIRONMENT, this.airflow]]),
      onEvent: (event) => this.events.push(event),
      onRan: this.list.add,
      onCall: (call) => {
        if (call.phase === 'before') this.calls.push(call);
        return this.onCall(call);
      },
    });
    this.started = { run, deployment };
    this.variables = { ...this.functionNamed('Runner').spec.variables };
  }

  async stop(): Promise<void> {
    await this.run.stop();
    this.deployment.remove();
  }

  get run(): LocalRun {
    return this.parts.run;
  }

  get deployment(): Deployment {
    return this.parts.deployment;
  }

  private get parts() {
    if (this.started === undefined) throw new Error('the bench has not started');
    return this.started;
  }

  /** What the stack's outputs say. */
  output(name: Output): string {
    const [outputs = {}] = this.run.stack.outputs.values();
    const value = outputs[name];
    if (value === undefined) throw new Error(`the stack has no output ${name}`);
    return value;
  }

  /** The function with this in its name. */
  functionNamed(part: 'Runner' | 'Upload'): FunctionHost {
    const host = [...this.run.stack.functions].find(([name]) => name.includes(part))?.[1];
    if (host === undefined) throw new Error(`the stack has no function ${part}`);
    return host;
  }

  /** Ends the functions' processes; the runner's next one has these environment variables, too. */
  async restart(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const { variables } = this.functionNamed('Runner').spec;
    for (const name of Object.keys(variables)) Reflect.deleteProperty(variables, name);
    Object.assign(variables, this.variables, more);
    await this.run.stack.killFunctions();
  }
}
