import type { Command } from '../../airflow/command';
import { hideSecrets } from '../../airflow/secrets';
import { type ChosenWay, chooseWay } from '../../airflow/way';
import type { AirflowVersion } from '../../contract/airflow-version';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  NoRestApiError,
  RefusedCommandError,
} from '../../contract/errors';
import type { Via } from '../../contract/via';
import type { Outcome, Said } from '../outcome';
import type { AirflowCli } from '../ports';
import { type CliContext, runByCli } from './run-by-cli';
import { type RestContext, runByRest } from './run-by-rest';
import { unlessUpgraded } from './unless-upgraded';

/** What running a command needs. */
export interface RunContext extends CliContext, RestContext {
  readonly airflow: AirflowCli;
  readonly via: Via;
}

/**
 * Runs one command and says what came of it. Throws only what nobody foresaw.
 *
 * @param until when the outcome must be known, in milliseconds since the epoch
 */
export async function runCommand(
  command: Command,
  context: RunContext,
  until: number,
): Promise<Outcome> {
  try {
    const version = await context.airflow.version();
    const outcome = await runFor(version, command, context, until);
    return await unlessUpgraded(outcome, version, context.airflow, until);
  } catch (error) {
    return outcomeOfError(error, command);
  }
}

/** Throws nothing: a refusal is an outcome here already, since it too may rest on the version. */
async function runFor(
  version: AirflowVersion,
  command: Command,
  context: RunContext,
  until: number,
): Promise<Outcome> {
  try {
    const way = chooseWay(context.via, version, command);
    return await goBy(way, command, version, context, until);
  } catch (error) {
    return outcomeOfError(error, command);
  }
}

async function goBy(
  way: ChosenWay,
  command: Command,
  version: AirflowVersion,
  context: RunContext,
  until: number,
): Promise<Outcome> {
  const { via } = way;
  try {
    const said =
      way.via === 'rest'
        ? await runByRest(way.exchange, context, until)
        : await runByCli(command, way.request, version, context, until);
    return { ...outcomeOf(said, command), via };
  } catch (error) {
    if (error instanceof NoRestApiError && 'otherwise' in way && way.otherwise) {
      return goBy(way.otherwise, command, version, context, until);
    }
    return { ...outcomeOfError(error, command), via };
  }
}

function outcomeOf({ verdict, ...result }: Said, command: Command): Outcome {
  switch (verdict.kind) {
    case 'succeeded':
      return { outcome: 'succeeded', ...result };
    case 'run-exists':
      if (command.trigger?.logicalDate === undefined) {
        // Airflow 2 takes two triggers of one DAG in the same second for one: a later second will do.
        const reason = `another run of the DAG has the same date (${verdict.reason})`;
        return { outcome: 'held', reason, trouble: 'same-second', mayHaveRun: false };
      }
      return {
        outcome: 'failed',
        reason: `another run of the DAG has this logical date (${verdict.reason}); choose another one`,
        failure: 'run-exists',
        ...result,
      };
    case 'unknown-dag':
    case 'not-understood':
      return { outcome: 'failed', reason: verdict.reason, failure: verdict.kind, ...result };
    case 'failed':
    case 'unconfirmed':
      return { outcome: 'failed', reason: verdict.reason, failure: 'other', ...result };
  }
}

function outcomeOfError(error: unknown, command: Command): Outcome {
  const hide = (text: string) => hideSecrets(text, command.secrets);
  if (error instanceof RefusedCommandError) {
    return { outcome: 'refused', reason: hide(error.message) };
  }
  if (error instanceof EnvironmentUnavailableError) {
    const reason = hide(error.message);
    return { outcome: 'held', reason, trouble: 'environment', mayHaveRun: false };
  }
  if (error instanceof AnswerLostError) {
    const reason = `${hide(error.message)}${command.slow ? `; "${command.verb}" usually runs longer than the web server waits` : ''}`;
    if (command.repeatable) {
      return { outcome: 'held', reason, trouble: error.trouble, mayHaveRun: true };
    }
    return {
      outcome: 'unknown',
      reason: `${reason}. It is not run again by itself: see in Airflow whether it ran`,
    };
  }
  throw error;
}
