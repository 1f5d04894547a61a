import { type AirflowVersion, isFrom } from '../contract/airflow-version';
import { RefusedCommandError } from '../contract/errors';
import { REST_SINCE, type Via } from '../contract/via';
import { argvFor, type Command } from './command';
import { dialectOf } from './dialect';
import type { Exchange } from './rest/exchange';
import { REST_FORMS } from './rest/forms';

/** One command on its way to the web server. */
export interface CliRequest {
  readonly path: string;
  readonly argv: readonly string[];
}

interface CliWay {
  readonly via: 'cli';
  readonly request: CliRequest;
}

interface RestWay {
  readonly via: 'rest';
  /** For one try. */
  readonly exchange: Exchange;
  /** Where the environment turns out to serve no REST API. @default - then it is held */
  readonly otherwise?: CliWay;
}

/** How a command goes to Airflow. */
export type ChosenWay = CliWay | RestWay;

/**
 * Decides how a command goes to an Airflow of this version.
 *
 * @throws RefusedCommandError for one that this version does not have, or that cannot go the only way there is
 */
export function chooseWay(via: Via, version: AirflowVersion, command: Command): ChosenWay {
  // Also where it goes by REST: this checks the command against the version.
  const request = { path: dialectOf(version).cliPath, argv: argvFor(command, version) };
  const cli: CliWay = { via: 'cli', request };
  if (via === 'cli') return cli;
  const exchange = exchangeOf(command, version);
  if (typeof exchange !== 'string') {
    return { via: 'rest', exchange, ...(via === 'auto' ? { otherwise: cli } : {}) };
  }
  if (via === 'auto') return cli;
  throw new RefusedCommandError(
    `"${command.verb}" cannot go by REST, the only way here: ${exchange}. Change the command, or deploy the queue with via "auto"`,
  );
}

/** @returns the exchange, or why there is none */
function exchangeOf(command: Command, version: AirflowVersion): Exchange | string {
  const { major, minor } = version;
  if (!isFrom(version, REST_SINCE)) {
    return `InvokeRestApi takes Airflow ${REST_SINCE} or later, and this environment runs ${major}.${minor}`;
  }
  const form = Object.hasOwn(REST_FORMS, command.verb) ? REST_FORMS[command.verb] : undefined;
  return (
    form?.(command, version) ?? "Airflow's REST API has no such request, or none that does the same"
  );
}
