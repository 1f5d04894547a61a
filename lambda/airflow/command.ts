import type { AirflowVersion } from '../contract/airflow-version';
import { RefusedCommandError } from '../contract/errors';
import type { CommandMessage } from '../contract/message';
import { SOURCES } from '../contract/sources';
import { TRIGGER_VERB } from '../contract/verbs';
import { splitCommand } from './argv';
import { dialectOf } from './dialect';
import { triggerArgv } from './dialects/trigger-words';
import type { SpelledCommand, Trigger } from './dialects/types';
import { checkAnswers, checkVersion, supportedVerb } from './policy';
import { hashIdentity } from './run-id';
import { secretsOf, showArgs } from './secrets';
import { spell, toToday } from './spelling';
import { checkIntegers, completeTrigger, type RequestedTrigger, readTriggerArgs } from './trigger';

/** A command, whatever version its environment has. */
export interface Command {
  /** In today's spelling, for example `dags trigger`. */
  readonly verb: string;
  readonly args: readonly string[];
  /** The whole command as it may be shown: in today's spelling, without secret arguments. */
  readonly shown: string;
  /** Tells it from another command; holds no secret. */
  readonly fingerprint: string;
  /** The arguments that are secret. */
  readonly secrets: readonly string[];
  readonly trigger?: Trigger;
  /** Running it again after a lost answer does no harm and gives the same answer. */
  readonly repeatable: boolean;
  /** It usually runs longer than the web server waits. */
  readonly slow: boolean;
  /** Its output can hold secrets. */
  readonly secretOutput: boolean;
}

/**
 * Makes a message's request a command.
 *
 * @param id the command's id: the run id of a trigger that names none is derived from it
 * @throws RefusedCommandError for a command that cannot run on any version
 */
export function readCommand(message: CommandMessage, id: string): Command {
  const requested = readRequest(message);
  const { verb, args } = requested;
  const known = supportedVerb(verb);
  const common = {
    verb,
    args,
    secrets: secretsOf(requested),
    repeatable: known.repeatable,
    slow: known.slow ?? false,
    secretOutput: known.secretOutput ?? false,
  };
  if (verb !== TRIGGER_VERB) {
    const shown = showArgs(requested);
    return {
      ...common,
      shown: [verb, ...shown].join(' '),
      fingerprint: hashIdentity([verb, ...shown]),
    };
  }
  const request = requested.trigger ?? readTriggerArgs(args);
  const trigger = completeTrigger(request, message.source ?? SOURCES.unnamed, id);
  const argv = triggerArgv(trigger);
  return { ...common, shown: argv.join(' '), fingerprint: hashIdentity(argv), trigger };
}

/**
 * Writes a command for one version of Airflow.
 *
 * @throws RefusedCommandError for a command that this version does not have, or cannot be given
 */
export function argvFor(command: Command, version: AirflowVersion): readonly string[] {
  checkVersion(command.verb, version);
  const argv = spellFor(command, version);
  checkArgv(argv);
  return argv;
}

function spellFor(command: Command, version: AirflowVersion): readonly string[] {
  const { trigger } = command;
  if (trigger !== undefined) {
    checkIntegers(trigger, version);
    return dialectOf(version).trigger(trigger);
  }
  const argv = spell(command, version);
  checkAnswers(command);
  return argv;
}

interface RequestedCommand extends SpelledCommand {
  /** A trigger that came as such, not as arguments. */
  readonly trigger?: RequestedTrigger;
}

function readRequest({ request }: CommandMessage): RequestedCommand {
  switch (request.form) {
    case 'trigger':
      return { verb: TRIGGER_VERB, args: [], trigger: request.trigger };
    case 'argv':
      return toToday(withoutProgram(request.argv));
    case 'command':
      return toToday(withoutProgram(splitCommand(request.command)));
  }
}

/** People write the program's name in front. */
function withoutProgram(argv: readonly string[]): readonly string[] {
  return argv[0] === 'airflow' ? argv.slice(1) : argv;
}

/** No process can be given an argument with a NUL, and half a character cannot be sent as UTF-8. */
function checkArgv(argv: readonly string[]): void {
  const at = argv.findIndex((arg) => arg.includes('\0') || !arg.isWellFormed());
  if (at === -1) return;
  throw new RefusedCommandError(
    `argument ${at + 1} of the command has a NUL or half a character in it: remove it`,
  );
}
