import { RefusedCommandError } from '../contract/errors';
import type { CommandMessage } from '../contract/message';
import { VERBS } from '../contract/verbs';
import { splitCommand } from './argv';
import { type Dialect, dialectOf, type Trigger } from './dialect';
import { completeTrigger, readTriggerArgv } from './trigger';
import { type AirflowVersion, isAtLeast } from './version';

/** A command that may be sent. */
export interface Command {
  /** As this Airflow version spells it. */
  readonly argv: readonly string[];
  /** In today's spelling, for example `dags trigger`. */
  readonly verb: string;
  readonly trigger?: Trigger;
  /** Running it again after a lost answer does no harm and gives the same answer. */
  readonly repeatable: boolean;
  /** Its output can hold secrets. */
  readonly secretOutput: boolean;
}

/** What this deployment runs, and on which Airflow. */
export interface CommandRules {
  readonly version: AirflowVersion;
  /** Verbs in today's spelling. */
  readonly allowedCommands: readonly string[];
}

const BY_V1_NAME = new Map(
  Object.entries(VERBS).flatMap(([name, { v1 }]) => (v1 === undefined ? [] : [[v1, name]])),
);

/**
 * Makes a message's request a command of the environment's Airflow.
 *
 * @param id the command's id: the run id of a trigger that names none is derived from it
 * @throws RefusedCommandError for a command that must not or cannot run here
 */
export function resolveCommand(message: CommandMessage, id: string, rules: CommandRules): Command {
  const dialect = dialectOf(rules.version);
  if (message.request.form === 'trigger') {
    checkAllowed('dags trigger', rules);
    return triggerCommand(message.request.trigger, message, id, dialect);
  }
  const argv =
    message.request.form === 'argv' ? message.request.argv : splitCommand(message.request.command);
  const verb = verbOf(argv);
  checkAllowed(verb, rules);
  if (verb === 'dags trigger') {
    const length = argv[0] === 'trigger_dag' ? 1 : 2;
    return triggerCommand(readTriggerArgv(argv.slice(length)), message, id, dialect);
  }
  return {
    argv,
    verb,
    repeatable: VERBS[verb]?.repeatable ?? false,
    secretOutput: VERBS[verb]?.secretOutput ?? false,
  };
}

function triggerCommand(
  request: Parameters<typeof completeTrigger>[0],
  message: CommandMessage,
  id: string,
  dialect: Dialect,
): Command {
  const trigger = completeTrigger(request, message.source ?? 'sqs', id);
  return {
    argv: dialect.trigger(trigger),
    verb: 'dags trigger',
    trigger,
    repeatable: true,
    secretOutput: false,
  };
}

/** The verb in today's spelling, whether or not anybody supports it. */
function verbOf(argv: readonly string[]): string {
  const [first = '', second = ''] = argv;
  const two = `${first} ${second}`;
  return two in VERBS ? two : (BY_V1_NAME.get(first) ?? (first in VERBS ? first : two.trim()));
}

function checkAllowed(verb: string, { version, allowedCommands }: CommandRules): void {
  const known = VERBS[verb];
  if (known === undefined) {
    throw new RefusedCommandError(
      `"${verb.slice(0, 60)}" is no Airflow command that MWAA supports: check its spelling`,
    );
  }
  if (!isSupported(verb, version)) {
    throw new RefusedCommandError(
      `"${verb}" is not supported by MWAA on Airflow ${version.major}.${version.minor}: ${rangeOf(known)}`,
    );
  }
  if (!allowedCommands.includes(verb)) {
    throw new RefusedCommandError(
      `"${verb}" is not allowed here: allowed are ${allowedCommands.join(', ')}. Whoever deploys the queue can add it to allowedCommands`,
    );
  }
}

function rangeOf({ since, until }: { since: string; until?: string }): string {
  return until === undefined
    ? `it needs ${since} or later`
    : `it needs ${since} to before ${until}`;
}

function isSupported(verb: string, version: AirflowVersion): boolean {
  const { since, until, v1 } = VERBS[verb] ?? { since: '2.0' };
  if (version.major === 1) return v1 !== undefined || verb === 'version';
  return isFrom(version, since) && !(until !== undefined && isFrom(version, until));
}

function isFrom(version: AirflowVersion, majorMinor: string): boolean {
  const [major = 0, minor = 0] = majorMinor.split('.').map(Number);
  return isAtLeast(version, major, minor);
}
