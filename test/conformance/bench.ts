import { Agent } from 'node:https';
import { MWAAClient } from '@aws-sdk/client-mwaa';
import { createAirflowCli } from '../../lambda/adapters/mwaa/airflow-cli';
import { createAirflowRest, createRestClient } from '../../lambda/adapters/mwaa/airflow-rest';
import { createMwaaApi } from '../../lambda/adapters/mwaa/mwaa-api';
import { createWebServer } from '../../lambda/adapters/mwaa/web-server';
import { type Command, readCommand } from '../../lambda/airflow/command';
import { checkAllowed } from '../../lambda/airflow/policy';
import { InvalidMessageError, RefusedCommandError } from '../../lambda/contract/errors';
import { parseMessage } from '../../lambda/contract/message';
import { VERBS } from '../../lambda/contract/verbs';
import type { Via } from '../../lambda/contract/via';
import type { Outcome } from '../../lambda/runner/outcome';
import { type RunContext, runCommand } from '../../lambda/runner/run/run-command';
import { type RanCommand, RanList } from '../../local/mwaa/ran';
import { type StandIn, startStandIn } from '../../local/mwaa/stand-in';
import type { Sending, Sent, Subject } from './types';

const ENVIRONMENT = 'MyEnvironment';

/** The one verb that the cases find forbidden. */
export const FORBIDDEN_VERB = 'connections add';

const ALLOWED_COMMANDS = Object.keys(VERBS).filter((verb) => verb !== FORBIDDEN_VERB);

/** How often a command is tried whose answer came too late. */
const MAX_TRIES = 5;

/** Longer than two commands may take. */
const MAX_RUN_MS = 300_000;

/** A runner before an Airflow: all that a message passes through, but the queue. */
export class Bench {
  /** Bodies of the messages that cases were set up with. */
  readonly done = new Set<string>();

  private constructor(
    readonly subject: Subject,
    readonly via: Via,
    private readonly standIn: StandIn,
    private readonly agent: Agent,
    private readonly context: RunContext,
    private readonly ran: readonly RanCommand[],
  ) {}

  /** @param via which way its commands go */
  static async start(subject: Subject, via: Via = 'cli'): Promise<Bench> {
    const ran = new RanList();
    const engines = new Map([[ENVIRONMENT, subject.engine]]);
    const standIn = await startStandIn({ engines, onRan: ran.add });
    const api = {
      endpoint: standIn.apiUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const client = new MWAAClient({ ...api, disableHostPrefix: true });
    const agent = new Agent({ keepAlive: true, ca: standIn.authority });
    const context: RunContext = {
      airflow: createAirflowCli(
        createMwaaApi(client, ENVIRONMENT),
        createWebServer(agent, standIn.webServerAddress),
      ),
      rest: createAirflowRest(
        { environmentName: ENVIRONMENT, airflowRole: 'Op' },
        () => createRestClient(api),
        subject.clock,
      ),
      via,
      commandTimeoutMs: 120_000,
    };
    return new Bench(subject, via, standIn, agent, context, ran.commands);
  }

  async send(sent: Sent): Promise<Sending> {
    const [sending] = await this.sendTogether([sent]);
    if (sending === undefined) throw new Error('a message was sent without an outcome');
    return sending;
  }

  /** Sends messages at the same time, which the queue never does, to see what Airflow makes of it. */
  async sendTogether(messages: readonly Sent[]): Promise<readonly Sending[]> {
    this.subject.tick();
    const before = this.ran.length;
    const outcomes = await Promise.all(messages.map((sent) => this.outcomeOf(sent)));
    return outcomes.map((outcome) => ({ outcome, ran: this.ran.slice(before) }));
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.standIn.stop();
  }

  private async outcomeOf({ body, messageId = 'message-1' }: Sent): Promise<Outcome> {
    try {
      const message = parseMessage(body);
      const command = readCommand(message, message.id ?? messageId);
      checkAllowed(command.verb, ALLOWED_COMMANDS);
      return await this.untilInTime(command);
    } catch (error) {
      if (error instanceof InvalidMessageError || error instanceof RefusedCommandError) {
        return { outcome: 'refused', reason: error.message };
      }
      throw error;
    }
  }
  /** A busy machine may take a real Airflow longer than MWAA's ten seconds: then the queue hands it out again. */
  private async untilInTime(command: Command, triesLeft = MAX_TRIES): Promise<Outcome> {
    const outcome = await runCommand(command, this.context, Date.now() + MAX_RUN_MS);
    const isLate = outcome.outcome === 'held' && outcome.trouble === 'late';
    return isLate && triesLeft > 1 ? this.untilInTime(command, triesLeft - 1) : outcome;
  }
}
