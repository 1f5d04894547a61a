import { RefusedCommandError } from '../contract/errors';
import type { CommandMessage } from '../contract/message';
import { splitCommand } from './argv';
import { dialectOf, type Trigger } from './dialect';
import { type CommandRules, checkAnswers, checkPolicy } from './policy';
import { secretsOf, showCommand } from './secrets';
import { type SpelledCommand, spell, toToday } from './spelling';
import { checkIntegers, completeTrigger, type RequestedTrigger, readTriggerArgs } from './trigger';

/** A command that may be sent. */
export interface Command {
  /** As this Airflow version spells it. */
  readonly argv: readonly string[];
  /** In today's spelling, for example `dags trigger`. */
  readonly verb: string;
  /** The whole command as it may be shown: without secret arguments. */
  readonly shown: string;
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
 * Makes a message's request a command of the environment's Airflow.
 *
 * @param id the command's id: the run id of a trigger that names none is derived from it
 * @throws RefusedCommandError for a command that must not or cannot run here
 */
export function resolveCommand(message: CommandMessage, id: string, rules: CommandRules): Command {
  const requested = readRequest(message);
  const known = checkPolicy(requested, rules);
  const common = {
    verb: requested.verb,
    secrets: secretsOf(requested),
    repeatable: known.repeatable,
    slow: known.slow ?? false,
    secretOutput: known.secretOutput ?? false,
  };
  if (requested.verb !== 'dags trigger') {
    const argv = spell(requested, rules.version);
    checkAnswers(requested);
    checkArgv(argv);
    return { ...common, argv, shown: showCommand(requested) };
  }
  const request = requested.trigger ?? readTriggerArgs(requested.args);
  const trigger = completeTrigger(request, message.source ?? 'sqs', id);
  checkIntegers(trigger, rules.version);
  const argv = dialectOf(rules.version).trigger(trigger);
  checkArgv(argv);
  return { ...common, argv, shown: argv.join(' '), trigger };
}

interface RequestedCommand extends SpelledCommand {
  /** A trigger that came as such, not as arguments. */
  readonly trigger?: RequestedTrigger;
}

function readRequest({ request }: CommandMessage): RequestedCommand {
  switch (request.form) {
    case 'trigger':
      return { verb: 'dags trigger', args: [], trigger: request.trigger };
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
